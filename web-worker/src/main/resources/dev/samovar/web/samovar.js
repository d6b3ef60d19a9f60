// Samovar: a language model in this browser, behind the interface of OpenAI's client. Types: samovar.d.ts.
import { Connection } from './connection.js';
import { SamovarError } from './errors.js';
import { ChunkStream } from './stream.js';

export * from './errors.js';

/** Loads a model into a Worker of its own; the engine it resolves to answers up to four requests at a time. */
export async function createEngine(model, { signal, ...options } = {}) {
  signal?.throwIfAborted();
  const engine = new Engine(model, options);
  const abort = () => engine.unload();
  signal?.addEventListener('abort', abort);
  try {
    await engine.statistics();
    return engine;
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

class Engine {
  #model;
  #options;
  #connection = null;
  #loading = null;
  #gone = null;
  #interrupts = 0;

  constructor(model, options) {
    this.#model = model;
    this.#options = options;
    this.chat = { completions: { create: (request, options) => this.#complete('chat', request, options) } };
    this.completions = { create: (request, options) => this.#complete('completion', request, options) };
  }

  /** Ends all requests made so far: each is answered with what it has, finish_reason "abort". */
  interrupt() {
    this.#interrupts++;
    this.#connection?.interrupt();
  }

  /** Ends the Worker and frees the GPU's memory; the engine cannot be used again. */
  async unload() {
    this.#gone ??= new SamovarError('The engine was unloaded; create a new one.', { code: 'engine_unloaded' });
    this.#connection?.close(this.#gone);
  }

  statistics() {
    return this.#call('statistics');
  }

  evaluate(tokens, { rows } = {}) {
    return this.#call('evaluate', { tokens, rows });
  }

  score(tokens, { rows } = {}) {
    return this.#call('score', { tokens, rows });
  }

  profile({ position = 0, rows = 1 } = {}) {
    return this.#call('profile', { position, rows });
  }

  async #call(kind, body) {
    const connection = await this.#ready();
    return connection.call(kind, body).result;
  }

  /** A Worker with the model loaded: a new one at first, and after the last one ended by a crash or a lost GPU. */
  async #ready() {
    if (this.#gone) {
      throw this.#gone;
    }
    if (!this.#connection?.isOpen) {
      this.#connection = new Connection();
      this.#loading = this.#load(this.#connection);
    }
    const connection = this.#connection;
    await this.#loading;
    return connection;
  }

  async #load(connection) {
    const { onProgress, ...settings } = this.#options;
    const blob = this.#model instanceof Blob ? this.#model : undefined;
    const model = blob ? (blob.name ?? 'the chosen file') : address(this.#model);
    try {
      const onMessage = (_, progress) => onProgress?.(progress);
      await connection.call('load', { ...settings, model }, { blob, onMessage }).result;
    } catch (error) {
      connection.close(error);
      throw error;
    }
  }

  async #complete(kind, request, { signal } = {}) {
    signal?.throwIfAborted();
    const interrupts = this.#interrupts;
    const connection = await this.#ready();
    signal?.throwIfAborted();
    const stream = new ChunkStream(() => connection.interrupt([id]));
    const answered = Promise.withResolvers(); // or begun, where the answer is streamed
    const onMessage = (_, chunk) => {
      stream.push(chunk);
      answered.resolve(stream);
    };
    const { id, result } = connection.call(kind, request, { onMessage });
    const abort = () => {
      connection.interrupt([id]);
      finish(signal.reason);
    };
    const finish = (error, response) => {
      signal?.removeEventListener('abort', abort);
      stream.end(error);
      error ? answered.reject(error) : answered.resolve(request?.stream ? stream : response);
    };
    signal?.addEventListener('abort', abort);
    if (this.#interrupts > interrupts) connection.interrupt([id]); // while the call waited for the Worker
    result.then((response) => finish(null, response), finish);
    return answered.promise;
  }
}

/** Addresses without a scheme are relative to the page; names of known models and HF:// are the engine's to read. */
function address(model) {
  const text = String(model);
  return /^\.{0,2}\//.test(text) ? new URL(text, document.baseURI).href : text;
}
