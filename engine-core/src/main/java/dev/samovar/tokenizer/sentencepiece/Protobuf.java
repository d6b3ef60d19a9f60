package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.weights.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one protocol-buffer message: {@code while (in.next()) { switch (in.field()) … }}. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final byte[] file;
    private final String source;
    private final int end;
    private int at;

    private int field;
    private int type;
    private long number; // of a varint or fixed field
    private int start; // of a bytes field
    private int length;

    Protobuf(byte[] file, String source) {
        this(file, source, 0, file.length);
    }

    private Protobuf(byte[] file, String source, int start, int end) {
        this.file = file;
        this.source = source;
        this.at = start;
        this.end = end;
    }

    /** Goes to the next field, passing the last one if it was not read; false at the end of the message. */
    boolean next() {
        if (at == end) {
            return false;
        }
        int tag = (int) varint();
        field = tag >>> 3;
        type = tag & 7;
        switch (type) {
            case VARINT -> number = varint();
            case FIXED_64 -> number = fixed(8);
            case FIXED_32 -> number = fixed(4);
            case BYTES -> {
                long size = varint();
                if (size < 0 || size > end - at) {
                    throw wrong("a field of at most " + (end - at) + " bytes, not " + size);
                }
                start = at;
                length = (int) size;
                at += length;
            }
            default -> throw wrong("a field of a known type, not " + type);
        }
        return true;
    }

    int field() {
        return field;
    }

    int integer() {
        require(VARINT, "a number");
        return (int) number;
    }

    boolean flag() {
        return integer() != 0;
    }

    float real() {
        require(FIXED_32, "a float");
        return Float.intBitsToFloat((int) number);
    }

    byte[] bytes() {
        require(BYTES, "bytes");
        return Arrays.copyOfRange(file, start, start + length);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    Protobuf message() {
        require(BYTES, "a message");
        return new Protobuf(file, source, start, start + length);
    }

    private void require(int wanted, String what) {
        if (type != wanted) {
            throw wrong("field " + field + " to be " + what);
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw wrong("more bytes: the message ends within a number");
            }
            byte b = file[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw wrong("a number of at most ten bytes");
    }

    private long fixed(int bytes) {
        if (end - at < bytes) {
            throw wrong("more bytes: the message ends within a number");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (file[at++] & 0xFFL) << (8 * i);
        }
        return value;
    }

    private ModelFormatException wrong(String expected) {
        return new ModelFormatException(
                source + " is no SentencePiece model: expected " + expected + " at offset " + at);
    }
}
