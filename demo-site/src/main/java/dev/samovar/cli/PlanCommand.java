package dev.samovar.cli;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.plan.Outline;
import dev.samovar.webgpu.plan.StepReads;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan}: the kernels that a model becomes, before anything is measured. */
@Command(name = "plan", description = "Show the operations, dispatches, bytes and buffers of a model's step.")
final class PlanCommand implements Callable<Integer> {
    private static final long GIB = 1L << 30;

    /** GPUs to plan for. */
    private enum Kind {
        GPU,
        SOFTWARE
    }

    @Parameters(paramLabel = "MODEL", description = ModelArgument.FORMS)
    private String model = ModelArgument.DEFAULT;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the step: 1 decodes, more is prefill.")
    private int rows = 1;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "gpu: with subgroups, half floats and subgroup matrices; software: SwiftShader.")
    private Kind kind = Kind.GPU;

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw new CommandException("--rows must be at least 1, not " + rows);
        }
        Checkpoint checkpoint =
                ModelArgument.of(Terminal.current()).resolve(model).checkpoint();
        Program program = Architectures.of(checkpoint.config()).record();
        Adapter adapter = adapter(kind);
        Settings settings = options.settings(adapter);
        var lowering = new LoweringOptions(
                rows,
                Math.min(rows, settings.tileRows()),
                1,
                adapter.limits().maxStorageBufferBindingSize(),
                settings.cache(),
                settings.schedules());
        print(
                new Outline(
                        program,
                        options.weights(program, checkpoint.weights()),
                        lowering,
                        new KernelLibrary(),
                        adapter.limits()),
                cacheBytes(program, settings));
        return 0;
    }

    private static Adapter adapter(Kind kind) {
        boolean gpu = kind == Kind.GPU;
        int subgroup = gpu ? 32 : 4;
        return new Adapter(
                gpu ? "a GPU" : "SwiftShader",
                gpu ? "" : "google",
                gpu ? "" : "swiftshader",
                "",
                new Adapter.Features(gpu, true, subgroup, subgroup, true, gpu, true),
                new Adapter.Limits(4 * GIB, 2 * GIB, 10, gpu ? 49152 : 32768, gpu ? 1024 : 256, 1024, 65535));
    }

    /** Of keys and values, a position. */
    private static long cacheBytes(Program program, Settings settings) {
        return StepReads.cache(program, settings.cache()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void print(Outline outline, long cacheBytes) {
        PrintWriter out = spec.commandLine().getOut();
        outline.lines().forEach((line, times) -> {
            out.printf(Locale.ROOT, "%4d × %s: %s%n", times, line.rule(), String.join(" ", line.operations()));
            line.launches().forEach(launch -> out.printf("         %s%n", launch));
            if (line.weightBytes() > 0) {
                out.printf(Locale.ROOT, "         reads %.2f MB of weights%n", line.weightBytes() / 1e6);
            }
        });
        out.printf(
                Locale.ROOT,
                "%n%d operations in %d dispatches, and 2 more to draw a token greedily.%n",
                outline.operations(),
                outline.dispatches());
        out.printf(
                Locale.ROOT,
                "Reads %.1f MB of weights a step, and %.1f KB of cache for each position before it.%n",
                outline.weightBytes() / 1e6,
                cacheBytes / 1e3);
        out.printf(
                Locale.ROOT,
                "%d values share %d buffers of %.2f MB in all; apart they would take %.2f MB.%n",
                outline.areas(),
                outline.buffers().size(),
                outline.buffers().stream().mapToLong(Long::longValue).sum() / 1e6,
                outline.areaBytes() / 1e6);
        out.flush();
    }
}
