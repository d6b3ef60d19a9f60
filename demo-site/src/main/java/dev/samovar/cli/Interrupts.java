package dev.samovar.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C while an answer runs: the first ends the answer, the next the program, as it does at any other time. The class
 * that takes signals is the JDK's own but not part of its standard, so it is looked up at run time; where it is missing,
 * Ctrl-C ends the program.
 */
final class Interrupts {
    private static final int INTERRUPTED = 130; // what shells report for a program ended by Ctrl-C
    private volatile boolean running;
    private volatile boolean asked;

    Interrupts() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object here = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupt();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), here);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            asked = false; // the signal keeps its default meaning
        }
    }

    /** An answer begins; Ctrl-C is for it. */
    void begin() {
        asked = false;
        running = true;
    }

    /** The answer is over; returns whether it was interrupted. */
    boolean end() {
        running = false;
        return asked;
    }

    boolean isAsked() {
        return asked;
    }

    private void interrupt() {
        if (!running || asked) {
            Runtime.getRuntime().exit(INTERRUPTED);
        }
        asked = true;
    }
}
