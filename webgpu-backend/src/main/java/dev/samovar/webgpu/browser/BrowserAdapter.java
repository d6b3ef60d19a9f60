package dev.samovar.webgpu.browser;

import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuException.Cause;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.webgpu.GPUAdapter;
import org.teavm.jso.webgpu.GPUDevice;

/** Asks the browser for its GPU, with all it offers of what the kernels can use. */
final class BrowserAdapter {
    private static final String NO_GPU =
            " Use a recent Chrome, Edge, Firefox or Safari with hardware acceleration on, and open the page by https or"
                    + " from localhost.";

    private BrowserAdapter() {}

    static GPUDevice device() {
        if (!hasGpu()) {
            throw new GpuException(Cause.UNAVAILABLE, "This browser has no WebGPU here (no navigator.gpu)." + NO_GPU);
        }
        GPUAdapter adapter = Promises.await(requestAdapter());
        if (isNull(adapter)) {
            throw new GpuException(Cause.UNAVAILABLE, "WebGPU found no adapter it may use." + NO_GPU);
        }
        try {
            return Promises.await(requestDevice(adapter));
        } catch (JavaScriptException e) {
            throw new GpuException(Cause.UNAVAILABLE, "WebGPU gave no device: " + e.getMessage() + "." + NO_GPU);
        }
    }

    /** A device was asked for with all its adapter's limits, so its own are the adapter's. */
    static Adapter describe(GPUDevice device) {
        GPUAdapter.Info info = device.getAdapterInfo();
        boolean subgroups = device.getFeatures().has("subgroups");
        var features = new Adapter.Features(
                device.getFeatures().has("shader-f16"),
                subgroups,
                subgroups ? info.getSubgroupMinSize() : 0,
                subgroups ? info.getSubgroupMaxSize() : 0,
                device.getFeatures().has("timestamp-query"),
                device.getFeatures().has("chromium-experimental-subgroup-matrix"),
                hasPackedIntegers());
        GPUAdapter.SupportedLimits limits = device.getLimits();
        var numbers = new Adapter.Limits(
                (long) limits.getMaxBufferSize(),
                (long) limits.getMaxStorageBufferBindingSize(),
                limits.getMaxStorageBuffersPerShaderStage(),
                limits.getMaxComputeWorkgroupStorageSize(),
                limits.getMaxComputeInvocationsPerWorkgroup(),
                limits.getMaxComputeWorkgroupSizeX(),
                limits.getMaxComputeWorkgroupsPerDimension());
        return new Adapter(description(info), info.getVendor(), info.getArchitecture(), userAgent(), features, numbers);
    }

    /** Browsers may withhold the description; vendor and architecture say nearly as much. */
    private static String description(GPUAdapter.Info info) {
        return info.getDescription().isEmpty()
                ? (info.getVendor() + " " + info.getArchitecture()).trim()
                : info.getDescription();
    }

    @JSBody(script = "return !!navigator.gpu;")
    private static native boolean hasGpu();

    @JSBody(
            script = "var features = navigator.gpu.wgslLanguageFeatures;"
                    + "return !!features && features.has('packed_4x8_integer_dot_product');")
    private static native boolean hasPackedIntegers();

    @JSBody(script = "return navigator.userAgent;")
    private static native String userAgent();

    @JSBody(params = "object", script = "return object === null;")
    private static native boolean isNull(GPUAdapter object);

    @JSBody(script = "return navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });")
    private static native JSPromise<GPUAdapter> requestAdapter();

    @JSBody(
            params = "adapter",
            script = "var limits = {}; for (var name in adapter.limits) { limits[name] = adapter.limits[name]; }"
                    + "return adapter.requestDevice({ requiredLimits: limits, requiredFeatures: ["
                    + "'shader-f16', 'subgroups', 'timestamp-query', 'chromium-experimental-subgroup-matrix'"
                    + "].filter(function (feature) { return adapter.features.has(feature); }) });")
    private static native JSPromise<GPUDevice> requestDevice(GPUAdapter adapter);
}
