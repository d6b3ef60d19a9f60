package dev.samovar.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** What a command printed, given its arguments and its standard input. */
record CommandRun(int exit, String out, String err) {
    static CommandRun of(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            var out = new StringWriter();
            var err = new StringWriter();
            int exit = Samovar.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(arguments);
            return new CommandRun(exit, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }
}
