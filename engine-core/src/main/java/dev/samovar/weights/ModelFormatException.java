package dev.samovar.weights;

/** A model file is not what its format promises; the message says what was expected, what came and where. */
public final class ModelFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelFormatException(String message) {
        super(message);
    }

    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
