// A loaded model and its timed requests.
import { createEngine } from '../engine/samovar.js';

// An idle card runs at a sixth of its clock, and browsers compile what runs often while it runs.
const WARM_UP = { milliseconds: 1500, prompt: 32, generate: 32 };
const PREFILL_ROWS = 512;

export class TimedModel {
  #engine;
  #generate;

  /** What the engine says of the model. */
  facts;
  /** Lengths to measure, those beyond the model's context cut. */
  prompts;

  /** With room for the longest prompt that the model allows. */
  static async load(address, { prompts, generate, options }, signal) {
    let refused;
    for (const contextLength of contexts(prompts, generate)) {
      try {
        const began = performance.now();
        const engine = await createEngine(address, { ...options, contextLength, signal });
        return new TimedModel(engine, prompts, generate, await engine.statistics(), performance.now() - began, signal);
      } catch (error) {
        if (error.param !== 'contextLength') throw error;
        refused = error;
      }
    }
    throw refused;
  }

  constructor(engine, prompts, generate, { model, steps, host_ms, ...facts }, loadTime, signal) {
    this.#engine = engine;
    this.#generate = generate;
    this.facts = { load_ms: Math.round(loadTime), ...facts };
    this.prompts = [...new Set(prompts.map((length) => Math.min(length, facts.context_length - generate)))];
    signal?.addEventListener('abort', () => engine.unload()); // what runs is rejected then
  }

  /** Until clocks are up and code is compiled. */
  async warmUp() {
    const end = performance.now() + WARM_UP.milliseconds;
    const generate = Math.min(WARM_UP.generate, this.#generate);
    do await this.#complete(Math.min(WARM_UP.prompt, this.prompts[0]), generate);
    while (performance.now() < end);
  }

  /** The figures of one request. */
  async run(length) {
    const before = await this.#engine.statistics();
    const { usage: { extra } } = await this.#complete(length, this.#generate);
    const after = await this.#engine.statistics();
    return {
      prefill_tokens_per_s: rounded(extra.prefill_tokens_per_s),
      decode_tokens_per_s: rounded(extra.decode_tokens_per_s),
      time_to_first_token_s: rounded(extra.time_to_first_token_s),
      host_us_per_token: rounded((1000 * (after.host_ms - before.host_ms)) / (after.steps - before.steps)),
    };
  }

  /** GPU time by kernel, of a token after the longest prompt and of the prompt's first step. */
  async kernels() {
    const position = Math.max(...this.prompts);
    const rows = Math.min(PREFILL_ROWS, this.facts.context_length);
    return {
      decode_kernels: { position, ...(await this.#engine.profile({ position, rows: 1 })) },
      prefill_kernels: { rows, ...(await this.#engine.profile({ position: 0, rows })) },
    };
  }

  unload() {
    return this.#engine.unload();
  }

  /** Tokens that any vocabulary has; others each time, so that nothing of an earlier request is still in the cache. */
  #complete(length, generate) {
    const prompt = Array.from({ length }, () => 10 + Math.floor(Math.random() * 90));
    return this.#engine.completions.create({ prompt, max_tokens: generate, temperature: 0, ignore_eos: true });
  }
}

function rounded(figure) {
  return Number(figure.toPrecision(5));
}

/** Context lengths to ask for until one is within the model's: with room after the longest prompt, or the prompt cut. */
function contexts(prompts, generate) {
  const longestFirst = [...prompts].sort((a, b) => b - a);
  return longestFirst.flatMap((length) => (length > generate ? [length + generate, length] : [length + generate]));
}
