package dev.samovar.checkpoint;

/** The kinds of files a model comes in. */
public enum Container {
    /** One file with everything, as llama.cpp uses. */
    GGUF,
    /** A folder of Hugging Face. */
    SAFETENSORS,
    /** A repository of MLC, as WebLLM uses. */
    MLC,
    /** None: weights are made on the spot, to measure speed. */
    RANDOM
}
