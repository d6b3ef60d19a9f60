package dev.samovar.kernels;

import java.util.List;
import java.util.Map;

/**
 * Finds where top-k and top-p cut: first the coarse bin, then the fine one. With both, top-p shares what top-k leaves, so
 * its own fine bin may take a third round.
 */
public final class DrawCutKernel {
    public static final String NAME = "draw.cut";

    private DrawCutKernel() {}

    /** Grid: (1, draws). */
    private static final String TEXT = """
            // states[slot].cut = the depth code of the last token kept, or states[slot].search = what to look for next
            ${draw}
            ${depth}

            @group(0) @binding(0) var<storage, read> draws: array<Draw>;
            @group(0) @binding(1) var<storage, read_write> states: array<DrawState>;
            @group(0) @binding(2) var<storage, read_write> histograms: array<u32>; // [slot][coarse, fine][bin][3]

            // tables of numbers a bin
            const COARSE_COUNT = 0u;
            const COARSE_WEIGHT = 1u;
            const FINE_COUNT = 2u;
            const FINE_WEIGHT = 3u;

            // sums over 16 and 256 bins, so that a search takes 16 + 16 + 16 steps
            var<workgroup> sums_16: array<f32, 1024>; // [table][256]
            var<workgroup> sums_256: array<f32, 64>; // [table][16]

            @compute @workgroup_size(256)
            fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
              let draw = draws[workgroup.y];
              if (draw.slot == NONE || (draw.top_k == 0 && draw.top_p >= 1)) {
                return;
              }
              let fine = states[draw.slot].search != COARSE;
              for (var resolution = 0u; resolution < select(1u, 2u, fine); resolution++) {
                let at = ((draw.slot * 2 + resolution) * BINS + thread * 16) * 3;
                var count = 0.0;
                var weight = 0.0;
                count += f32(histograms[at + #i * 3]);
                weight += weight_of(histograms[at + #i * 3 + 1], histograms[at + #i * 3 + 2]);
                sums_16[resolution * 512 + thread] = count;
                sums_16[resolution * 512 + 256 + thread] = weight;
              }
              workgroupBarrier();
              if (thread < 64) {
                var sum = 0.0;
                for (var i = 0u; i < 16; i++) {
                  sum += sums_16[thread * 16 + i];
                }
                sums_256[thread] = sum;
              }
              workgroupBarrier();
              if (thread == 0) {
                advance(draw);
              }
              storageBarrier();
              for (var i = thread; i < BINS * 3 && fine; i += 256) {
                histograms[(draw.slot * 2 + 1) * BINS * 3 + i] = 0;
              }
            }

            fn advance(draw: Draw) {
              let state = &states[draw.slot];
              let search = (*state).search;
              (*state).search = DONE;
              if (search == COARSE) {
                (*state).cut = NONE;
                if (draw.top_k > 0) {
                  let found = find(draw.slot, COARSE_COUNT, 0, f32(draw.top_k));
                  if (found.bin < BINS) {
                    refine(draw.slot, FINE_TOP_K, found);
                    return;
                  }
                }
                if (draw.top_p < 1) {
                  let all = weight_before(draw.slot, COARSE_WEIGHT, BINS);
                  (*state).wanted = draw.top_p * all;
                  refine(draw.slot, FINE_TOP_P, find(draw.slot, COARSE_WEIGHT, 0, draw.top_p * all));
                }
              } else if (search == FINE_TOP_K) {
                let bin = (*state).bin;
                let last = find(draw.slot, FINE_COUNT, (*state).before, f32(draw.top_k)).bin;
                (*state).cut = bin * BINS + last;
                if (draw.top_p < 1) {
                  let before = weight_before(draw.slot, COARSE_WEIGHT, bin);
                  let wanted = draw.top_p * (before + weight_before(draw.slot, FINE_WEIGHT, last + 1));
                  if (wanted > before) {
                    (*state).cut = bin * BINS + min(last, find(draw.slot, FINE_WEIGHT, before, wanted).bin);
                  } else {
                    (*state).wanted = wanted;
                    refine(draw.slot, FINE_TOP_P, find(draw.slot, COARSE_WEIGHT, 0, wanted));
                  }
                }
              } else if (search == FINE_TOP_P) {
                let last = find(draw.slot, FINE_WEIGHT, (*state).before, (*state).wanted).bin;
                (*state).cut = min((*state).cut, (*state).bin * BINS + min(last, BINS - 1));
              }
            }

            fn refine(slot: u32, search: u32, found: Found) {
              states[slot].search = search;
              states[slot].bin = min(found.bin, BINS - 1);
              states[slot].before = found.before;
            }

            struct Found {
              bin: u32, // BINS when there is none
              before: f32, // the sum up to it
            }

            // the first bin at which the sum, begun with before, reaches wanted
            fn find(slot: u32, table: u32, before: f32, wanted: f32) -> Found {
              var sum = before;
              var i = table * 16;
              while (i < table * 16 + 16 && sum + sums_256[i] < wanted) {
                sum += sums_256[i];
                i++;
              }
              if (i == table * 16 + 16) {
                return Found(BINS, sum);
              }
              i *= 16;
              let last_16 = i + 15;
              while (i < last_16 && sum + sums_16[i] < wanted) {
                sum += sums_16[i];
                i++;
              }
              var bin = (i - table * 256) * 16;
              let entry#i = entry(slot, table, bin + #i);
              if (#i < 15 && sum + entry#i < wanted) { sum += entry#i; bin++; } else { return Found(bin, sum); }
              return Found(bin, sum);
            }

            fn weight_before(slot: u32, table: u32, end: u32) -> f32 {
              var sum = 0.0;
              for (var i = 0u; i < end / 256; i++) {
                sum += sums_256[table * 16 + i];
              }
              for (var i = end / 256 * 16; i < end / 16; i++) {
                sum += sums_16[table * 256 + i];
              }
              for (var bin = end / 16 * 16; bin < end; bin++) {
                sum += entry(slot, table, bin);
              }
              return sum;
            }

            fn entry(slot: u32, table: u32, bin: u32) -> f32 {
              let at = ((slot * 2 + table / 2) * BINS + bin) * 3;
              if (table % 2 == 0) {
                return f32(histograms[at]);
              }
              return weight_of(histograms[at + 1], histograms[at + 2]);
            }

            fn weight_of(high: u32, low: u32) -> f32 {
              return f32(high) * 0x1p-13 + f32(low) * 0x1p-26;
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(
                NAME,
                Template.fill(
                        Unroll.each(TEXT, 'i', 16), Map.of("draw", DrawWgsl.STRUCTS, "depth", DrawWgsl.DEPTH_CODES))));
    }
}
