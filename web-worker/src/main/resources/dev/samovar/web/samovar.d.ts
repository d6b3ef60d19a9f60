/**
 * Loads a model into a Worker and returns an engine for it.
 *
 * @param model an http(s) address of a GGUF file, or of a folder (ending in `/`) with `config.json` and safetensors;
 *   `HF://owner/name[/file][@revision]`, of a repository of GGUF files also `HF://owner/name:Q4_K_M`; the name of a known
 *   model (`models.json`); `random:SHAPE`, a published shape with random weights, to measure speed; or a file the user
 *   chose
 */
export function createEngine(model: string | URL | Blob, options?: EngineOptions): Promise<Engine>;

export interface EngineOptions {
  /** Told how far loading is; also when a later call has to load again after a crash. */
  onProgress?: (progress: Progress) => void;
  /** Aborting ends the loading, and rejects with the signal's reason; what was fetched is kept for the next try. */
  signal?: AbortSignal;
  /** Where `HF://` leads, `https://huggingface.co` by default. */
  hub?: string;
  /**
   * Whether fetched files are kept in the origin's private file system for later visits; true by default. What is not kept
   * is read from its server in the parts that loading needs, without a copy anywhere. Known models are checked by SHA-256
   * either way; they are fetched whole for that.
   */
  cache?: boolean;
  /** Tokens of the longest conversation; by default the model's own limit, as far as the memory allows. */
  contextLength?: number;
  /**
   * How keys and values are kept: `f16` by default on GPUs, `f32` on software adapters. `q8` takes half of `f16`, so that
   * twice the context fits, at some cost in accuracy: SmolLM2-135M prefers another token at 7 of 617 places.
   */
  kvCache?: 'f32' | 'f16' | 'q8';
  /**
   * What prompts multiply weights of four or eight bits by: `f32` by default. `int8` rounds to eight bits, with a scale for
   * each 32 numbers, and is about twice as fast on GPUs without subgroup matrices, at some cost in accuracy. Browsers whose
   * WGSL lacks `packed_4x8_integer_dot_product` stay with `f32`.
   */
  activations?: 'f32' | 'int8';
  /**
   * Matrices that the files hold as floats (F32, F16, BF16) are quantised on the GPU while they load, in groups of 32 with
   * a scale each: `q8` leaves 8.5 bits a weight, `q4` 4.5. What is quantised already stays as it is. By default matrices
   * are kept as they come.
   */
  quantize?: 'q4' | 'q8';
}

export interface Progress {
  stage: 'download' | 'weights' | 'kernels' | (string & {});
  /** The stage in words. */
  text: string;
  /** Bytes so far, where the stage has bytes. */
  loaded: number;
  total: number | null;
}

export interface Engine {
  readonly chat: {
    readonly completions: {
      create(request: ChatCompletionRequest & { stream?: false | null }, options?: CallOptions): Promise<ChatCompletion>;
      create(request: ChatCompletionRequest & { stream: true }, options?: CallOptions): Promise<ChunkStream<ChatCompletionChunk>>;
      create(request: ChatCompletionRequest, options?: CallOptions): Promise<ChatCompletion | ChunkStream<ChatCompletionChunk>>;
    };
  };
  readonly completions: {
    create(request: CompletionRequest & { stream?: false | null }, options?: CallOptions): Promise<Completion>;
    create(request: CompletionRequest & { stream: true }, options?: CallOptions): Promise<ChunkStream<Completion>>;
    create(request: CompletionRequest, options?: CallOptions): Promise<Completion | ChunkStream<Completion>>;
  };
  /** Ends all requests made so far: each is answered with what it has and finish_reason "abort". */
  interrupt(): void;
  /** Ends the Worker and frees the GPU's memory. */
  unload(): Promise<void>;
  statistics(): Promise<Statistics>;
  /** For checks: the logits after each of these tokens, as the GPU computes them with so many `rows` a step. */
  evaluate(tokens: number[], options?: { rows?: number }): Promise<{ logits: number[][] }>;
  /** For checks: the natural logarithm of each token's probability, all but the first, and the likeliest in its place. */
  score(tokens: number[], options?: { rows?: number }): Promise<{ log_probabilities: (number | null)[]; likeliest: number[] }>;
  /** For measuring: GPU time of each kernel in a step of so many `rows` (1 is decode) from a position on. */
  profile(options?: { position?: number; rows?: number }): Promise<{ kernels: KernelTime[] }>;
}

/** What all dispatches of a kernel take in one step. */
export interface KernelTime {
  kernel: string;
  /** Workgroups of a dispatch. */
  grid: [number, number, number];
  dispatches: number;
  microseconds: number;
}

export interface CallOptions {
  /** Aborting rejects the call, or its stream, with the signal's reason. */
  signal?: AbortSignal;
}

/** To be read once; leaving the loop early ends the request. */
export interface ChunkStream<T> extends AsyncIterable<T> {
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined>;
}

/** What both kinds of requests share. Fields left out are the model's to decide. */
export interface Generation {
  /** Has no effect: an engine has one model. */
  model?: string | null;
  /**
   * 0 (always the likeliest token) to 2. Where a request leaves this or one of the following open, the model's own files
   * decide (`generation_config.json`, `mlc-chat-config.json`, GGUF's `general.sampling`), else OpenAI's defaults.
   */
  temperature?: number | null;
  top_p?: number | null;
  /** Draw among so many of the likeliest tokens; 0 for all. Not OpenAI's. */
  top_k?: number | null;
  /** Drop tokens less likely than this share of the likeliest. Not OpenAI's. */
  min_p?: number | null;
  seed?: number | null;
  max_tokens?: number | null;
  max_completion_tokens?: number | null;
  stop?: string | string[] | null;
  frequency_penalty?: number | null;
  presence_penalty?: number | null;
  /** Above 1 discourages tokens that were there; 1 is none. Not OpenAI's. */
  repetition_penalty?: number | null;
  /** Token id to a bias from -100 to 100. */
  logit_bias?: Record<string, number> | null;
  logprobs?: boolean | null;
  top_logprobs?: number | null;
  ignore_eos?: boolean | null;
  /** Whether the choice that ends the answer tells its tokens' ids. vLLM's, not OpenAI's. */
  return_token_ids?: boolean | null;
  n?: 1 | null;
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean } | null;
}

export interface ChatCompletionRequest extends Generation {
  messages: ChatMessage[];
  tools?: Tool[] | null;
  tool_choice?: 'auto' | 'none' | null;
  response_format?: { type: 'text' } | null;
  /** Further variables of the model's chat template. */
  chat_template_kwargs?: Record<string, unknown> | null;
  extra_body?: { enable_thinking?: boolean | null } | null;
}

export interface CompletionRequest extends Generation {
  /** Continued as it is, without a chat template: a text or token ids. */
  prompt: string | number[];
  echo?: boolean | null;
}

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content?: string | { type: 'text'; text: string }[] | null;
  name?: string;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
}

export interface Tool {
  type: 'function';
  function: { name: string; description?: string; parameters?: Record<string, unknown> };
}

export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'abort';

/** Where the request has `return_token_ids`, with the choice that has a `finish_reason`. */
interface TokenIds {
  prompt_token_ids?: number[];
  token_ids?: number[];
}

interface Answer {
  id: string;
  created: number;
  model: string;
}

export interface ChatCompletion extends Answer {
  object: 'chat.completion';
  choices: ({
    index: number;
    message: { role: 'assistant'; content: string | null; tool_calls?: ToolCall[] };
    finish_reason: FinishReason;
    logprobs: Logprobs | null;
  } & TokenIds)[];
  usage: Usage;
}

export interface ChatCompletionChunk extends Answer {
  object: 'chat.completion.chunk';
  /** Empty in the chunk that tells the usage. */
  choices: ({
    index: number;
    delta: { role?: 'assistant'; content?: string; tool_calls?: ({ index: number } & ToolCall)[] };
    finish_reason: FinishReason | null;
    logprobs: Logprobs | null;
  } & TokenIds)[];
  usage?: Usage;
}

export interface Completion extends Answer {
  object: 'text_completion';
  choices: ({ index: number; text: string; finish_reason: FinishReason | null; logprobs: Logprobs | null } & TokenIds)[];
  usage?: Usage;
}

export interface TokenLogprob {
  token: string;
  logprob: number;
  bytes: number[];
}

export interface Logprobs {
  content: (TokenLogprob & { top_logprobs: TokenLogprob[] })[];
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** Tokens of the prompt that were still in the cache from an earlier request. */
  prompt_tokens_details: { cached_tokens: number };
  extra: {
    e2e_latency_s: number;
    prefill_tokens_per_s: number;
    decode_tokens_per_s: number;
    time_to_first_token_s: number;
    time_per_output_token_s: number;
  };
}

export interface Statistics {
  /** The GPU's own description. */
  adapter: string;
  model: string;
  /** Tokens of the longest conversation. */
  context_length: number;
  dispatches_per_token: number;
  /** Steps the GPU may have outstanding. */
  steps_in_flight: number;
  /** Bytes of weights that a token's step reads. */
  weight_bytes_per_token: number;
  /** Bytes of keys and values it reads besides, for each position before it; `window` bounds how many of them. */
  cache_reads: { window: number | null; bytes_per_position: number }[];
  /** Steps so far. */
  steps: number;
  /** What the Worker worked on them, in milliseconds, while the GPU was not waited for. */
  host_ms: number;
}

/** Base of the engine's errors; `type`, `code` and `param` are those of OpenAI's error object. */
export class SamovarError extends Error {
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  constructor(message: string, fields?: { type?: string; code?: string | null; param?: string | null });
}
/** The request must change; `param` names the field. */
export class InvalidRequestError extends SamovarError {}
/** The model's file is damaged or of a kind the engine does not know. */
export class ModelFormatError extends SamovarError {}
/** The model's file could not be had. */
export class ModelFetchError extends SamovarError {}
/** WebGPU is missing (`code` is `webgpu_unavailable`), out of memory, or failed. */
export class GpuError extends SamovarError {}
/** The engine's Worker died; the next call starts a new one. */
export class EngineCrashedError extends SamovarError {}
