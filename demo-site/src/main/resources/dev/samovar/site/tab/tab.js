// The page behind EngineTab.java: one engine, called with JSON texts. `report` is Java's; it answers whether to interrupt.
import { bench } from '../bench/bench.js';
import { createEngine } from '../engine/samovar.js';

const BEAT = 200; // milliseconds between questions whether to interrupt
let engine;

const calls = {
  async load(model, options) {
    await engine?.unload();
    engine = await createEngine(model, { ...options, onProgress: (progress) => window.report(JSON.stringify({ progress })) });
  },

  async complete(kind, request) {
    const beat = setInterval(async () => { if (await window.report('{}')) engine.interrupt(); }, BEAT);
    try {
      const completions = kind === 'chat' ? engine.chat.completions : engine.completions;
      const answer = { text: '', finish_reason: null, usage: null, token_ids: [], prompt_token_ids: [] };
      for await (const chunk of await completions.create(request)) {
        gather(answer, chunk);
        window.report(JSON.stringify({ chunk }));
      }
      return answer;
    } finally {
      clearInterval(beat);
    }
  },

  ask: (method, ...args) => engine[method](...args),

  bench: (settings) => bench(settings, { onProgress: (progress) => window.report(JSON.stringify({ progress })) }),
};

function gather(answer, chunk) {
  const choice = chunk.choices[0];
  answer.text += choice?.delta?.content ?? choice?.text ?? '';
  answer.token_ids = choice?.token_ids ?? answer.token_ids;
  answer.prompt_token_ids = choice?.prompt_token_ids ?? answer.prompt_token_ids;
  answer.finish_reason = choice?.finish_reason ?? answer.finish_reason;
  answer.usage = chunk.usage ?? answer.usage;
}

window.tab = {
  engine: () => engine,

  async call(method, args) {
    try {
      return JSON.stringify({ value: await calls[method](...JSON.parse(args)) });
    } catch (error) {
      const { name, message, code, param } = error;
      return JSON.stringify({ error: { name, message, code, param } });
    }
  },
};
