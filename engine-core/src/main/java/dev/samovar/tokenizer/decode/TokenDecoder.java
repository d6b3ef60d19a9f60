package dev.samovar.tokenizer.decode;

/** Turns the spelling of a token back into text, token by token, so that text can be shown as it is generated. */
public interface TokenDecoder {

    /** The bytes that a token of this spelling adds to the text, wherever it stands. */
    byte[] bytes(String token);

    /** How many spaces at the very start of a text were put there by encoding and are to be taken away again. */
    default int leadingSpaces() {
        return 0;
    }
}
