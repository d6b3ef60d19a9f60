// The one loaded model of the page, and the answer being made. Everything the engine offers is used through here.
import { createEngine } from './engine/samovar.js';

export class Session extends EventTarget {
  #engine = null;
  #loading = null;
  state = 'none'; // none, loading, ready, failed
  model = null; // { title, source }: an address, or a File of the user's

  /** Loads a model in place of the one before. A second call while loading joins the first, if it is for the same. */
  load(model) {
    if (this.#loading && this.model?.source === model.source) return this.#loading;
    this.#loading = this.#load(model, this.#loading).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #load(model, before) {
    await before?.catch(() => {});
    await this.#engine?.unload();
    this.#engine = null;
    this.model = model;
    this.#become('loading');
    try {
      this.#engine = await createEngine(model.source, {
        onProgress: (progress) => this.dispatchEvent(new CustomEvent('progress', { detail: progress })),
      });
      this.#become('ready');
    } catch (error) {
      this.#become('failed');
      throw error;
    }
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
