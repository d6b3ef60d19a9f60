package dev.samovar.kernels;

/**
 * How tokens are drawn on the GPU: the twin of {@code dev.samovar.sampling}, as a chain of small kernels. A step runs as
 * much of it as its draws ask for.
 *
 * <table>
 *   <caption>The chain</caption>
 *   <tr><td>{@link DrawMarkKernel}</td><td>where tokens were seen or have a bias</td></tr>
 *   <tr><td>{@link DrawScoresKernel}</td><td>penalties, bias and mask; the likeliest token of each block</td></tr>
 *   <tr><td>{@link DrawHistogramKernel}, {@link DrawCutKernel}</td><td>twice or thrice: top-k and top-p as a depth</td></tr>
 *   <tr><td>{@link DrawNoiseKernel}</td><td>the noisiest token of each block that top-k, top-p and min-p keep</td></tr>
 *   <tr><td>{@link DrawPickKernel}</td><td>one token of the blocks' winners</td></tr>
 *   <tr><td>{@link DrawTotalsKernel}, {@link DrawLikeliestKernel}</td><td>log-probabilities</td></tr>
 * </table>
 *
 * A token's depth is (largest score − its score) / temperature: nats below the likeliest, whose depth is 0. Dropped
 * tokens have the score {@code LOWEST}; WGSL promises no infinities.
 */
public final class DrawWgsl {

    /** Words of one {@code Draw}. */
    public static final int DRAW_WORDS = 15;

    /** Words of one {@code Total}. */
    public static final int TOTAL_WORDS = 3;

    /** Words of one {@code DrawState}. */
    public static final int STATE_WORDS = 6;

    /** Words of the histograms of one draw: coarse and fine, three numbers a bin. */
    public static final int HISTOGRAM_WORDS = 2 * 3 * 4096;

    /** Tokens of a block: one workgroup's. */
    public static final int BLOCK = 1024;

    /** Stands for no penalties, no mask, no token. */
    public static final int NONE = -1;

    private DrawWgsl() {}

    /** Declares {@code Draw}, the host's words on one draw; {@code DrawState}, what the chain knows so far; {@code Total}. */
    static final String STRUCTS = """
            const NONE = 0xffffffffu;
            const LOWEST = -3e38;

            struct Draw {
              row: u32,             // of the step
              slot: u32,            // scratch space of a draw that does more than take the likeliest; NONE: it does not
              temperature: f32,     // 0: the likeliest token
              top_k: u32,           // 0: all
              top_p: f32,           // 1: all
              min_p_depth: f32,     // -log(min-p)
              repetition: f32,
              frequency: f32,
              presence: f32,
              penalty_start: u32,   // first position whose token counts; NONE: no penalties
              bias: u32,            // in draw_data: pairs of token and float
              biases: u32,          // pairs
              allowed: u32,         // in draw_data: one bit a token; NONE: all
              key: u32,             // of the noise
              likeliest: u32,       // how many to report with their log-probabilities; NONE: no log-probabilities
            }

            struct Total {          // of a block
              score: f32,           // the largest logit
              token: u32,           // whose it is
              total: f32,           // sum of e^(logit - score)
            }

            struct DrawState {
              largest: atomic<u32>, // score, as a number that sorts like it
              search: u32,          // what the next cut looks for
              bin: u32,             // coarse bin whose tokens the fine histogram holds
              before: f32,          // tokens, or their weight, before that bin
              wanted: f32,          // weight that top-p wants
              cut: u32,             // tokens with a greater depth code are dropped
            }

            const COARSE = 0u;
            const FINE_TOP_K = 1u;
            const FINE_TOP_P = 2u;
            const DONE = 3u;
            """;

    /** The best of a workgroup of THREADS, each with four candidates; among equals the lowest token. Asked by all. */
    static final String BEST = """
            struct Best {
              score: f32,
              token: u32,
            }

            var<workgroup> candidates: array<Best, THREADS>;

            fn better(a: Best, b: Best) -> Best {
              if (b.score > a.score || (b.score == a.score && b.token < a.token)) {
                return b;
              }
              return a;
            }

            // the first thread learns it
            fn best_of(scores: vec4f, tokens: vec4u, thread: u32) -> Best {
              let left = better(Best(scores.x, tokens.x), Best(scores.y, tokens.y));
              var own = better(left, better(Best(scores.z, tokens.z), Best(scores.w, tokens.w)));
              candidates[thread] = own;
              workgroupBarrier();
              if (thread < 8) {
                for (var i = thread + 8; i < THREADS; i += 8) {
                  own = better(own, candidates[i]);
                }
                candidates[thread] = own;
              }
              workgroupBarrier();
              for (var i = 1u; i < min(8, THREADS) && thread == 0; i++) {
                own = better(own, candidates[i]);
              }
              return own;
            }
            """;

    /** The largest score as a sortable number and back: floats sort like integers once the negative ones are flipped. */
    static final String SORTABLE = """
            fn sortable(score: f32) -> u32 {
              let bits = bitcast<u32>(score);
              return select(bits | 0x80000000, ~bits, (bits >> 31) == 1);
            }

            fn unsorted(number: u32) -> f32 {
              return bitcast<f32>(select(~number, number & 0x7fffffff, (number >> 31) == 1));
            }
            """;

    /**
     * Depth codes: 4096 coarse bins of 30 nats, and 4096 fine ones in each, so that codes a unit apart are 2e-6 nats
     * apart. Tokens more than 30 nats deep have no code: together they weigh less than a float can tell.
     */
    static final String DEPTH_CODES = """
            const BINS = 4096u;
            const NATS = 30.0;

            fn coarse_bin(depth: vec4f) -> vec4u {
              return vec4u(min(depth, vec4f(2 * NATS)) * (f32(BINS) / NATS));
            }

            fn fine_bin(depth: vec4f) -> vec4u {
              let rest = min(depth, vec4f(2 * NATS)) * (f32(BINS) / NATS) - vec4f(coarse_bin(depth));
              return vec4u(clamp(rest * f32(BINS), vec4f(0), vec4f(f32(BINS - 1))));
            }
            """;

    /** {@code dev.samovar.sampling.Noise}; logarithms near 1 by series, where WGSL's own keeps only an absolute error. */
    static final String NOISE = """
            fn hash(value: vec4u) -> vec4u {
              let state = value * 747796405u + 2891336453u;
              let word = ((state >> ((state >> vec4u(28)) + 4)) ^ state) * 277803737u;
              return (word >> vec4u(22)) ^ word;
            }

            // of four tokens
            fn gumbel(key: u32, first: u32) -> vec4f {
              let bits = hash(vec4u(key) ^ hash(vec4u(0, 1, 2, 3) + first));
              let u = (vec4f(bits >> vec4u(9)) + 0.5) * 0x1p-23;
              let s = u / (2 - u);
              let t = s * s;
              let series = 2 * s * (1 + t * (1 / 3.0 + t * (1 / 5.0 + t * (1 / 7.0 + t * (1 / 9.0
                + t * (1 / 11.0 + t * (1 / 13.0 + t / 15))))))); // 2 artanh(s) = -log(1 - u)
              return -log(select(-log(1 - u), series, u < vec4f(0.5)));
            }
            """;
}
