package dev.samovar.tokenizer.sentencepiece;

import org.jspecify.annotations.Nullable;

/** What a token is for; numbered from 1, in SentencePiece as in GGUF. */
public enum PieceType {
    NORMAL,
    /** Stands for what has no token. */
    UNKNOWN,
    /** Steers the model and is never made from text. */
    CONTROL,
    /** Text that is one token wherever it stands. */
    USER_DEFINED,
    UNUSED,
    /** One byte, {@code <0x0A>}. */
    BYTE;

    /** The type of this number, or null. */
    public static @Nullable PieceType of(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : null;
    }
}
