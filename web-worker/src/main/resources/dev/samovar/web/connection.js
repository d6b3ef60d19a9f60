// One Worker and the calls it owes answers to.
import { EngineCrashedError, GpuError, errorFrom } from './errors.js';

export class Connection {
  #worker;
  #calls = new Map(); // id → { onMessage, resolve, reject }
  #lastId = 0;
  #closed = null;

  constructor() {
    this.#worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module', name: 'samovar' });
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message ?? 'the Worker could not be started');
    };
  }

  /** Whether it can still be used: a crash or a lost GPU ends it. */
  get isOpen() {
    return !this.#closed;
  }

  /** Posts a request. `onMessage(kind, body)` sees what comes before the answer, which `result` promises. */
  call(kind, body, { blob, onMessage = () => {} } = {}) {
    const id = ++this.#lastId;
    const result = new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(this.#closed);
        return;
      }
      this.#calls.set(id, { onMessage, resolve, reject });
      this.#worker.postMessage({ id, kind, body: JSON.stringify(body ?? null), blob });
    });
    return { id, result };
  }

  /** Ends these calls early, as soon as the engine sees it; they are answered with what they have. */
  interrupt(ids = [...this.#calls.keys()]) {
    if (!this.#closed) {
      this.#worker.postMessage({ id: 0, kind: 'interrupt', body: JSON.stringify(ids) });
    }
  }

  /** Ends the Worker; calls without an answer are rejected. */
  close(error) {
    this.#closed ??= error;
    this.#worker.terminate();
    for (const { reject } of this.#calls.values()) {
      reject(error);
    }
    this.#calls.clear();
  }

  #receive({ id, kind, body }) {
    const value = JSON.parse(body);
    if (kind === 'crash') {
      this.#crash(value.message);
      return;
    }
    const call = this.#calls.get(id);
    if (!call) {
      return;
    }
    if (kind === 'done') {
      this.#calls.delete(id);
      call.resolve(value);
    } else if (kind === 'error') {
      this.#calls.delete(id);
      const error = errorFrom(value);
      call.reject(error);
      if (error instanceof GpuError) {
        this.close(error); // the device is gone or beyond trust: the next call loads anew
      }
    } else {
      call.onMessage(kind, value);
    }
  }

  #crash(cause) {
    const message = `The engine stopped unexpectedly (${cause}). The next call starts it again.`;
    this.close(new EngineCrashedError(message, { code: 'engine_crashed' }));
  }
}
