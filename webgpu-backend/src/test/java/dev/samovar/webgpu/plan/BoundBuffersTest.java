package dev.samovar.webgpu.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.bench.BenchShape;
import dev.samovar.bench.RandomWeights;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many buffers the dispatches of real models bind for their activations. */
class BoundBuffersTest {
    /**
     * Each of a layer's seven launches reads one and writes another: attention and the projection after it have two, for
     * short and for long contexts. The residual is written beside the input of the next matrix and read beside another's,
     * by both of those projections, but in the first layer, and by the last matrix.
     */
    @ParameterizedTest
    @EnumSource(value = BenchShape.class, names = "TINY", mode = EnumSource.Mode.EXCLUDE)
    void decodeBindsFewBuffers(BenchShape shape) {
        Program program = Architectures.of(shape.config()).record();
        var gpu = new Adapter(
                "a GPU",
                "",
                "",
                "",
                new Adapter.Features(true, true, 32, 32, true, true, true),
                new Adapter.Limits(1L << 32, 1L << 31, 10, 49152, 1024, 1024, 65535));
        var settings = Settings.of(gpu);
        var options = new LoweringOptions(1, 1, 64, 1L << 31, settings.cache(), settings.schedules());
        var lowering = new Lowering(RandomWeights.of(shape.modelName(), program), options);
        List<Launch> launches = lowering.lower(program).stream()
                .flatMap(stage -> stage.launches().stream())
                .toList();
        var library = new KernelLibrary();
        List<AreaUse> uses = launches.stream()
                .map(launch ->
                        AreaUse.of(launch, library.kernel(launch.kernel()).bindings()))
                .toList();

        Set<Area> logits = Set.of(lowering.place(program.logits()).area());
        var places = AreaPlaces.of(uses, logits, area -> area.bytes(8), 1L << 28);

        assertEquals(3, places.bytes().size());
        long bound = 0;
        for (AreaUse use : uses) {
            bound += Stream.concat(use.read().stream(), use.written().stream())
                    .map(area -> places.spot(area).buffer())
                    .distinct()
                    .count();
        }
        int layer = 7 * 2 + 2 + 1;
        int embeddingAndHead = 1 + 2;
        assertEquals(program.attentions().size() * layer - 2 + embeddingAndHead, bound);
    }
}
