// Samovar: a language model in this browser, behind the interface of OpenAI's client. Types: samovar.d.ts.
import { Connection } from './connection.js';
import { SamovarError, abortReason } from './errors.js';
import { ChunkStream } from './stream.js';

export * from './errors.js';

/** Loads a model into a Worker of its own; the engine it resolves to answers requests one after the other. */
export async function createEngine(model, options = {}) {
  const engine = new Engine(model, options);
  await engine.load();
  return engine;
}

class Engine {
  #model;
  #options;
  #connection = null;
  #loading = null;

  constructor(model, options) {
    this.#model = model;
    this.#options = options;
    this.chat = { completions: { create: (request, options) => this.#complete('chat', request, options) } };
    this.completions = { create: (request, options) => this.#complete('completion', request, options) };
  }

  /** Starts the Worker and loads the model, unless both are there: after a crash the next call comes by here. */
  async load() {
    if (this.#loading && this.#connection.isOpen) {
      return this.#loading;
    }
    this.#connection = new Connection();
    this.#loading = this.#load(this.#connection);
    return this.#loading;
  }

  async #load(connection) {
    const { onProgress, ...settings } = this.#options;
    const file = this.#model instanceof Blob ? this.#model : undefined;
    const model = file ? (file.name ?? 'model') : address(this.#model);
    try {
      const onMessage = (kind, progress) => onProgress?.(progress);
      return await connection.call('load', { model, ...settings }, { blob: file, onMessage }).result;
    } catch (error) {
      connection.close(error);
      throw error;
    }
  }

  async #call(kind, body) {
    await this.load();
    return this.#connection.call(kind, body).result;
  }

  async #complete(kind, request, { signal } = {}) {
    if (signal?.aborted) {
      throw abortReason(signal);
    }
    await this.load();
    const connection = this.#connection;
    const stream = new ChunkStream(() => connection.interrupt([id]));
    let started;
    const firstChunk = new Promise((resolve) => (started = resolve));
    const onMessage = (_, chunk) => {
      stream.push(chunk);
      started();
    };
    const { id, result } = connection.call(kind, request, { onMessage });
    const aborted = new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        connection.interrupt([id]);
        stream.end(abortReason(signal));
        reject(abortReason(signal));
      });
    });
    aborted.catch(() => {}); // whoever waits for it is told; if nobody does, the stream tells
    result.then(() => stream.end(), (error) => stream.end(error));
    if (!request?.stream) {
      return Promise.race([result, aborted]);
    }
    await Promise.race([firstChunk, result, aborted]); // so that a refused request is refused here, not by the stream
    return stream;
  }

  /** Ends all requests made so far: each is answered with what it has, finish_reason "abort". */
  interrupt() {
    this.#connection?.interrupt();
  }

  /** Ends the Worker and frees the GPU's memory; the engine cannot be used again. */
  async unload() {
    const gone = new SamovarError('The engine was unloaded; create a new one.', { code: 'engine_unloaded' });
    this.load = () => Promise.reject(gone);
    this.#connection?.close(gone);
  }

  /** Adapter, model and figures of the last request. */
  statistics() {
    return this.#call('statistics');
  }

  /** For checks: the logits [tokens, vocabulary] after each of these tokens, as the GPU computes them. */
  evaluate(tokens) {
    return this.#call('evaluate', { tokens });
  }
}

/** Addresses without a scheme are relative to the page; names of known models and HF:// are the engine's to read. */
function address(model) {
  const text = String(model);
  return /^(\.{0,2}\/)/.test(text) ? new URL(text, document.baseURI).href : text;
}
