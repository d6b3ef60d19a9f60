// Compiled, never run: check.sh has the compiler hold samovar.d.ts to how pages use it and to OpenAI's own types.
import type OpenAI from 'openai';
import {
  EngineCrashedError,
  GpuError,
  InvalidRequestError,
  ModelFetchError,
  ModelFormatError,
  SamovarError,
  createEngine,
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatMessage,
  type Completion,
  type FinishReason,
} from '../../main/resources/dev/samovar/web/samovar.js';

const engine = await createEngine('HF://owner/name/file.gguf@main', {
  onProgress: ({ stage, text, loaded, total }) => console.log(stage, text, total === null ? loaded : loaded / total),
  cache: false,
  contextLength: 4096,
  kvCache: 'q8',
  activations: 'int8',
  quantize: 'q4',
});
await createEngine(new URL('https://example.org/model/'), { signal: AbortSignal.timeout(60_000) });
await createEngine(new File([], 'model.gguf'), { hub: 'http://localhost:8080/hub' });
// @ts-expect-error: a model is a text, an address or a file
await createEngine(7);
// @ts-expect-error: there is no such quantization
await createEngine('model', { quantize: 'q5' });
// @ts-expect-error: there is no such option
await createEngine('model', { onprogress: () => {} });

const messages: ChatMessage[] = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: [{ type: 'text', text: 'Hi' }] }];
const whole: ChatCompletion = await engine.chat.completions.create({ messages, temperature: 0, stop: ['\n'], logit_bias: { 5: -100 } });
const text: string | null = whole.choices[0]!.message.content;
const reason: FinishReason = whole.choices[0]!.finish_reason;
const rate: number = whole.usage.extra.decode_tokens_per_s;

const stream = await engine.chat.completions.create(
  { messages, stream: true, stream_options: { include_usage: true } },
  { signal: AbortSignal.timeout(1000) },
);
for await (const chunk of stream) {
  const piece: string | undefined = chunk.choices[0]?.delta.content;
  const cached: number | undefined = chunk.usage?.prompt_tokens_details.cached_tokens;
  console.log(piece, cached);
}
const raw: Completion = await engine.completions.create({ prompt: [1, 2, 3], max_tokens: 4, top_k: 40, min_p: 0.05 });
for await (const piece of await engine.completions.create({ prompt: 'Once', stream: true })) {
  console.log(piece.choices[0]?.text);
}
// @ts-expect-error: messages are needed
await engine.chat.completions.create({});
// @ts-expect-error: a whole answer is no stream
for await (const chunk of await engine.chat.completions.create({ messages })) console.log(chunk);

const likeliest: number[] = (await engine.score([1, 2])).likeliest;
const logits: number[][] = (await engine.evaluate([1, 2], { rows: 1 })).logits;
const adapter: string = (await engine.statistics()).adapter;
engine.interrupt();
await engine.unload();

for (const kind of [InvalidRequestError, ModelFetchError, ModelFormatError, GpuError, EngineCrashedError]) {
  const error: SamovarError = new kind('message', { code: 'code' });
  const fields: [string, string | null, string | null] = [error.type, error.code, error.param];
  console.log(error instanceof Error, error.name, fields);
}

// What a client of OpenAI's sends and reads is what we take and give, "abort" aside.
declare const theirs: OpenAI.ChatCompletionMessageParam & { role: 'system' | 'user'; content: string };
const ours: ChatMessage = theirs;
type Completed<T> = Omit<T, 'choices'> & { choices: unknown };
const answer: Completed<Pick<OpenAI.ChatCompletion, 'id' | 'object' | 'created' | 'model' | 'choices'>> = whole;
const chunk = null as unknown as ChatCompletionChunk;
const delta: OpenAI.ChatCompletionChunk.Choice.Delta = chunk.choices[0]!.delta;
const usage: OpenAI.CompletionUsage = whole.usage;
console.log(text, reason, rate, raw, logits, adapter, ours, answer, delta, usage);
