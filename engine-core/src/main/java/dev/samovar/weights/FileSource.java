package dev.samovar.weights;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;

/** A file on disk; opened anew for each read, so nothing is left to close. */
public record FileSource(File file, long size) implements ByteSource {

    public static FileSource of(File file) {
        if (!file.isFile()) {
            throw new ModelFormatException(file + " is no file");
        }
        return new FileSource(file, file.length());
    }

    @Override
    public String name() {
        return file.getPath();
    }

    @Override
    public byte[] read(long offset, int length) {
        requireWithin(offset, length);
        byte[] bytes = new byte[length];
        try (var in = new RandomAccessFile(file, "r")) {
            in.seek(offset);
            in.readFully(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return bytes;
    }
}
