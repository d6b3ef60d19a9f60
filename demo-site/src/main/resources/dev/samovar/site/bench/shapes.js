// Published models whose shapes the engine knows (BenchShape.java), smallest first.

export const SHAPES = [
  { name: 'SmolLM2-135M', parameters: 134.5e6 },
  { name: 'Qwen2-0.5B', parameters: 494e6 },
  { name: 'Llama-3.2-1B', parameters: 1.236e9 },
  { name: 'Qwen2-1.5B', parameters: 1.544e9 },
  { name: 'Phi-3-mini', parameters: 3.821e9 },
  { name: 'Mistral-7B', parameters: 7.242e9 },
];

const BYTES = 4.5 / 8; // of a weight: four bits, and a half float that 32 share

/** GPU memory for the weights, in words. */
export function memory({ parameters }) {
  const bytes = parameters * BYTES;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
