// Chunks of one request, to be read once with `for await`.

export class ChunkStream {
  #chunks = [];
  #finished = false;
  #error = null;
  #wake = null;
  #interrupt;

  /** @param {() => void} interrupt ends the request when the reader leaves before its end */
  constructor(interrupt) {
    this.#interrupt = interrupt;
  }

  push(chunk) {
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** @param {Error} [error] what the reader shall meet after the chunks that have come */
  end(error = null) {
    if (!this.#finished) {
      this.#finished = true;
      this.#error = error;
      this.#wake?.();
    }
  }

  async *[Symbol.asyncIterator]() {
    try {
      while (true) {
        while (this.#chunks.length > 0) {
          yield this.#chunks.shift();
        }
        if (this.#finished) {
          if (this.#error) {
            throw this.#error;
          }
          return;
        }
        await new Promise((wake) => (this.#wake = wake));
        this.#wake = null;
      }
    } finally {
      if (!this.#finished) {
        this.#finished = true;
        this.#interrupt();
      }
    }
  }
}
