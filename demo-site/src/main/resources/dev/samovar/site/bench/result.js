// What the runs with one prompt come to.

/** All runs' figures, their medians, and how much of the memory's speed that is. */
export function result(length, runs, { weight_bytes_per_token, cache_reads }, { read_bytes_per_s, generated_tokens }) {
  const names = Object.keys(runs[0]);
  const figures = Object.fromEntries(names.map((name) => [name, runs.map((run) => run[name])]));
  const median = Object.fromEntries(names.map((name) => [name, middle(figures[name])]));
  const bytes = weight_bytes_per_token + cacheBytes(cache_reads, length + generated_tokens / 2);
  return {
    prompt_tokens: length,
    ...figures,
    median,
    bytes_per_token: bytes,
    read_share: read_bytes_per_s && Number(((bytes * median.decode_tokens_per_s) / read_bytes_per_s).toPrecision(4)),
  };
}

/** What the token at a position reads of the cache: a layer with a window sees no further back. */
function cacheBytes(reads, position) {
  return reads.reduce((sum, { window, bytes_per_position }) => sum + bytes_per_position * Math.min(position, window ?? position), 0);
}

function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
