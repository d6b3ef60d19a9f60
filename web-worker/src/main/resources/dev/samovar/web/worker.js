// The engine's Worker: starts the wasm engine and hands it the page's messages.
import { load } from './teavm-runtime.mjs';

const early = [];
self.onmessage = (event) => early.push(event.data); // before the first await: nothing posted meanwhile may be lost

// A trap ends the engine for good; the page then starts a new Worker.
const crashed = (reason) =>
  self.postMessage({ kind: 'crash', body: JSON.stringify({ message: String(reason?.stack ?? reason) }) });
self.addEventListener('error', (event) => crashed(event.error ?? event.message));
self.addEventListener('unhandledrejection', (event) => crashed(event.reason));

const engine = await load(new URL('engine.wasm', import.meta.url).href);
engine.exports.main([]);
self.onmessage = (event) => engine.exports.receive(event.data);
early.forEach((message) => engine.exports.receive(message));
