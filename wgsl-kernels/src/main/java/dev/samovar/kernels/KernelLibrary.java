package dev.samovar.kernels;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All kernels. New ones are a class beside this and a line here. */
public final class KernelLibrary implements KernelSource {
    private final Map<String, Kernel> kernels = new TreeMap<>();

    public KernelLibrary() {
        Stream.of(
                        AppendKernel.variants(),
                        AppendChunksKernel.variants(),
                        AppendPairsKernel.variants(),
                        AttentionCombineKernel.variants(),
                        AttentionDecodeKernel.variants(),
                        AttentionKernel.variants(),
                        AttentionMatrixKernel.variants(),
                        AttentionPrefillKernel.variants(),
                        DrawCutKernel.variants(),
                        DrawHistogramKernel.variants(),
                        DrawLikeliestKernel.variants(),
                        DrawMarkKernel.variants(),
                        DrawNoiseKernel.variants(),
                        DrawPickKernel.variants(),
                        DrawScoresKernel.variants(),
                        DrawTotalsKernel.variants(),
                        ElementwiseKernel.variants(),
                        EmbedKernel.variants(),
                        ExpertBlocksKernel.variants(),
                        ExpertGroupKernel.variants(),
                        ExpertRouteKernel.variants(),
                        ExpertSumKernel.variants(),
                        ExpertVectorKernel.variants(),
                        LogitRowsKernel.variants(),
                        MatrixBlocksKernel.variants(),
                        MatrixInt8Kernel.variants(),
                        MatrixSubgroupKernel.variants(),
                        MatrixTilesKernel.variants(),
                        MatrixVectorKernel.variants(),
                        NormKernel.variants(),
                        PointwiseKernel.variants(),
                        QuantizeKernel.variants(),
                        RepackKernel.variants(),
                        RopeKernel.variants())
                .flatMap(List::stream)
                .forEach(this::add);
    }

    private void add(Kernel kernel) {
        if (kernels.put(kernel.name(), kernel) != null) {
            throw new IllegalStateException("two kernels are called " + kernel.name());
        }
    }

    /** By name, in alphabetical order. */
    public List<Kernel> all() {
        return List.copyOf(kernels.values());
    }

    @Override
    public Kernel kernel(String name) {
        Kernel kernel = kernels.get(name);
        if (kernel == null) {
            throw new IllegalArgumentException("there is no kernel " + name);
        }
        return kernel;
    }
}
