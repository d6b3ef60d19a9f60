package dev.samovar.webgpu.playwright;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.samovar.kernels.Kernel;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBindGroup;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuPipeline;
import dev.samovar.webgpu.PendingRead;
import dev.samovar.weights.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** WebGPU of a page, object for object; the page's side is {@code gpu.js}. To be used from one thread. */
public final class PlaywrightGpu implements Gpu {
    private static final int UPLOAD_CHUNK = 4 << 20;

    private final Page page;
    private final Adapter adapter;

    private record Buffer(int id, String label, long bytes) implements GpuBuffer {}

    private record Pipeline(int id, Kernel kernel) implements GpuPipeline {}

    private record BindGroup(int id) implements GpuBindGroup {}

    public PlaywrightGpu(Chromium chromium) {
        page = chromium.page();
        page.evaluate(script());
        Object info = page.evaluate("() => gpu.open()");
        if (!(info instanceof Map<?, ?> adapterInfo)) {
            throw new GpuException(GpuException.Cause.UNAVAILABLE, "the browser has no WebGPU adapter");
        }
        adapter = AdapterInfo.read(adapterInfo);
    }

    private static String script() {
        try (var in = Objects.requireNonNull(PlaywrightGpu.class.getResourceAsStream("gpu.js"))) {
            return "{" + new String(in.readAllBytes(), StandardCharsets.UTF_8) + "}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Adapter adapter() {
        return adapter;
    }

    @Override
    public GpuBuffer buffer(String label, long bytes) {
        adapter().limits().requireBuffer(label, bytes);
        return new Buffer(integer(call("buffer", label, (double) bytes)), label, bytes);
    }

    @Override
    public void write(GpuBuffer target, long offset, int[] words) {
        var bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        write(target, offset, bytes.array());
    }

    private void write(GpuBuffer target, long offset, byte[] bytes) {
        call("write", id(target), (double) offset, Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public void upload(ByteSource source, long sourceOffset, int length, GpuBuffer target, long offset) {
        for (int at = 0; at < length; at += UPLOAD_CHUNK) {
            byte[] bytes = source.read(sourceOffset + at, Math.min(UPLOAD_CHUNK, length - at));
            write(target, offset + at, Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4));
        }
    }

    @Override
    public GpuPipeline pipeline(Kernel kernel, Map<String, Double> overrides) {
        var access = kernel.bindings().stream().map(b -> b.access().name()).toList();
        return new Pipeline(integer(call("pipeline", kernel.name(), kernel.wgsl(), access, overrides)), kernel);
    }

    @Override
    public GpuBindGroup bind(GpuPipeline pipeline, List<BufferRange> ranges) {
        return new BindGroup(integer(call("bind", ((Pipeline) pipeline).id(), ranges(ranges))));
    }

    @Override
    public void submit(List<Dispatch> dispatches) {
        call("submit", text(dispatches));
    }

    @Override
    public PendingRead submitAndRead(List<Dispatch> dispatches, List<BufferRange> ranges) {
        int pending = integer(call("submitAndRead", text(dispatches), ranges(ranges)));
        return () -> words((String) Objects.requireNonNull(call("read", pending)));
    }

    @Override
    public double time(List<Dispatch> dispatches) {
        return ((Number) Objects.requireNonNull(call("time", text(dispatches)))).doubleValue();
    }

    @Override
    public void release(GpuBuffer buffer) {
        call("release", id(buffer));
    }

    @Override
    public void close() {
        call("close");
        page.close();
    }

    /** Numbers go as int or double: Playwright sends no long. */
    private @Nullable Object call(String function, Object... arguments) {
        try {
            return page.evaluate("arguments => gpu." + function + "(arguments)", arguments);
        } catch (PlaywrightException e) {
            throw Faults.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static int[] words(String base64) {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        int[] words = new int[bytes.remaining() / 4];
        bytes.asIntBuffer().get(words);
        return words;
    }

    private static List<List<Object>> ranges(List<BufferRange> ranges) {
        return ranges.stream()
                .map(r -> List.<Object>of(id(r.buffer()), (double) r.offset(), (double) r.bytes()))
                .toList();
    }

    /** Playwright is slow with nested values, so dispatches travel as text. */
    private static String text(List<Dispatch> dispatches) {
        return dispatches.stream()
                .map(d -> ((Pipeline) d.pipeline()).id() + "," + ((BindGroup) d.bindGroup()).id() + "," + d.x() + ","
                        + d.y() + "," + d.z())
                .collect(Collectors.joining(";"));
    }

    private static int id(GpuBuffer buffer) {
        return ((Buffer) buffer).id();
    }

    private static int integer(@Nullable Object number) {
        return ((Number) Objects.requireNonNull(number)).intValue();
    }
}
