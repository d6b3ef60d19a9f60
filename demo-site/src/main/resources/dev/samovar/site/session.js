// The one loaded model of the page, and the answer being made. Everything the engine offers is used through here.
import { createEngine } from './engine/samovar.js';

export class Session extends EventTarget {
  #engine = null;
  #loading = null;
  #abort = null; // ends the loading
  state = 'none'; // none, loading, ready, failed
  model = null; // { title, source }: an address, or a File of the user's

  /** Loads a model in place of the one before, loaded or loading; `quantize`: q4, q8, or '' for as the file is. */
  load(model, quantize) {
    if (this.#loading && this.model.source === model.source) return this.#loading;
    this.#abort?.abort(new Error('Another model was chosen.'));
    this.#abort = new AbortController();
    const loading = this.#load(model, quantize, this.#abort.signal).finally(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  async #load(model, quantize, signal) {
    const before = this.#engine;
    this.#engine = null;
    this.model = model;
    this.#become('loading');
    await before?.unload();
    try {
      const engine = await createEngine(model.source, {
        signal,
        ...(quantize && { quantize }),
        onProgress: (progress) => this.dispatchEvent(new CustomEvent('progress', { detail: progress })),
      });
      signal.throwIfAborted();
      this.#engine = engine;
      this.#become('ready');
    } catch (error) {
      if (!signal.aborted) this.#become('failed');
      throw error;
    }
  }

  /** Resolves once nothing is loading any more, whichever way that ended. */
  async settled() {
    while (this.#loading) await this.#loading.catch(() => {});
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  /** Chunks of the answer to `messages`; the last carries usage. */
  async *ask(messages, { temperature, maxTokens }) {
    yield* await this.#engine.chat.completions.create({
      messages,
      temperature,
      max_tokens: maxTokens,
      stream: true,
      stream_options: { include_usage: true },
    });
  }

  interrupt() {
    this.#engine?.interrupt();
  }
}
