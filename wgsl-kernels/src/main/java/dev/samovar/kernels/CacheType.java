package dev.samovar.kernels;

/**
 * How the key/value cache keeps numbers. Memory is in chunks of 8 features of one position: keys [page][kvHead][chunk][32
 * positions], values [page][kvHead][32 positions][chunk]. A thread that takes a position reads keys, one that takes a
 * chunk reads values, and in both its neighbours read the neighbouring chunk. Heads are filled up to whole chunks with
 * zeros.
 */
public enum CacheType {
    /** Floats: exact, and fastest where halves must be unpacked in software. */
    F32("f32", 4, """
            fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk { return CacheChunk(low, high); }
            fn low_of(chunk: CacheChunk) -> vec4f { return chunk.low; }
            fn high_of(chunk: CacheChunk) -> vec4f { return chunk.high; }
            """, "struct CacheChunk { low: vec4f, high: vec4f }"),

    /** Packed halves, which need no shader-f16: values beyond ±65504 become infinite. */
    F16("f16", 2, """
            fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
              return vec4u(pack2x16float(low.xy), pack2x16float(low.zw), pack2x16float(high.xy), pack2x16float(high.zw));
            }
            fn low_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.x), unpack2x16float(chunk.y)); }
            fn high_of(chunk: CacheChunk) -> vec4f { return vec4f(unpack2x16float(chunk.z), unpack2x16float(chunk.w)); }
            """, "alias CacheChunk = vec4u;"),

    /**
     * Eight bits a feature: codes of 7 bits, and 8 bits for the chunk's scale, a power of 2^(1/8). Off by less than 1/115 of
     * the chunk's largest number.
     */
    Q8("q8", 1, """
            fn chunk_of(low: vec4f, high: vec4f) -> CacheChunk {
              let both = max(abs(low), abs(high));
              let largest = max(max(both.x, both.y), max(both.z, both.w));
              let step = clamp(ceil(log2(max(largest, 1e-30) / 63) * 8) + 128, 0, 255);
              let inverse = exp2(16 - step / 8);
              return vec2u(four_codes(low * inverse, u32(step) & 15), four_codes(high * inverse, u32(step) >> 4));
            }
            fn four_codes(x: vec4f, scale: u32) -> u32 {
              let codes = vec4u(vec4i(round(clamp(x, vec4f(-63), vec4f(63))))) & vec4u(127);
              return codes.x | (codes.y << 7) | (codes.z << 14) | (codes.w << 21) | (scale << 28);
            }
            fn low_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.x) * cache_scale(chunk); }
            fn high_of(chunk: CacheChunk) -> vec4f { return four_numbers(chunk.y) * cache_scale(chunk); }
            fn four_numbers(codes: u32) -> vec4f {
              return vec4f((vec4i(bitcast<i32>(codes)) << vec4u(25, 18, 11, 4)) >> vec4u(25));
            }
            fn cache_scale(chunk: CacheChunk) -> f32 {
              return exp2(f32((chunk.x >> 28) | ((chunk.y >> 28) << 4)) / 8 - 16);
            }
            """, "alias CacheChunk = vec2u;");

    /** Features that lie together. */
    public static final int CHUNK = 8;

    private final String suffix;
    private final int featureBytes;
    private final String functions;
    private final String type;

    CacheType(String suffix, int featureBytes, String functions, String type) {
        this.suffix = suffix;
        this.featureBytes = featureBytes;
        this.functions = functions;
        this.type = type;
    }

    /** Chunks of a head. */
    public static int chunks(int headDim) {
        return (headDim + CHUNK - 1) / CHUNK;
    }

    /** Bytes of the keys, or of the values, of one layer in one page. */
    public long pageBytes(int kvHeads, int headDim) {
        return (long) kvHeads * chunks(headDim) * CHUNK * featureBytes * StepWgsl.PAGE;
    }

    /** The last part of kernel names. */
    String suffix() {
        return suffix;
    }

    /** Declares {@code CacheChunk}, and how to make one of eight floats and to read it. */
    String wgsl() {
        return type + "\n" + functions.strip();
    }
}
