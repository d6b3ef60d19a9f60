package dev.samovar.cli;

/** Which standard streams are a terminal; the {@code samovar} script looks, Java 21 cannot tell them apart. */
record Terminal(boolean in, boolean out, boolean err) {

    static Terminal current() {
        String streams = System.getProperty("samovar.terminal", "");
        return new Terminal(streams.contains("0"), streams.contains("1"), streams.contains("2"));
    }
}
