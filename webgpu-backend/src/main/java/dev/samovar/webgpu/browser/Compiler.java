package dev.samovar.webgpu.browser;

import dev.samovar.kernels.Binding;
import dev.samovar.kernels.Kernel;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.GpuException.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUDevice;
import org.teavm.jso.webgpu.GPUPipeline;
import org.teavm.jso.webgpu.GPUShaderModule;

/** Makes pipelines. A text is handed to the browser once, however many overrides it is compiled with. */
final class Compiler {
    private final GPUDevice device;
    private final Map<String, GPUShaderModule> modules = new HashMap<>(); // by the text
    private final Map<Key, Started> started = new HashMap<>();

    private record Key(String kernel, Map<String, Double> overrides) {}

    /** A pipeline on its way. */
    private record Started(JSPromise<GPUPipeline.Compute> pipeline, GPUBindGroup.Layout layout) {}

    Compiler(GPUDevice device) {
        this.device = device;
    }

    /** Compiles, or waits for what {@link #start} began. */
    BrowserPipeline compile(Kernel kernel, Map<String, Double> overrides) {
        start(kernel, overrides);
        Started started = Objects.requireNonNull(this.started.remove(new Key(kernel.name(), overrides)));
        try {
            return new BrowserPipeline(kernel, Promises.await(started.pipeline), started.layout);
        } catch (JavaScriptException e) {
            throw new GpuException(
                    Cause.INVALID,
                    "kernel " + kernel.name() + " with " + overrides + " does not compile: " + e.getMessage());
        }
    }

    /** Has the browser compile; it does several at a time. */
    void start(Kernel kernel, Map<String, Double> overrides) {
        var key = new Key(kernel.name(), overrides);
        if (started.containsKey(key)) {
            return;
        }
        GPUShaderModule module = modules.computeIfAbsent(kernel.wgsl(), text -> module(device, kernel.name(), text));
        JSArray<JSString> types = new JSArray<>();
        kernel.bindings().forEach(binding -> types.push(JSString.valueOf(typeOf(binding.access()))));
        GPUBindGroup.Layout layout = layout(device, kernel.name(), types);
        JSObject constants = newObject();
        overrides.forEach((name, value) -> set(constants, name, value));
        started.put(key, new Started(pipeline(device, kernel.name(), module, layout, constants), layout));
    }

    private static String typeOf(Binding.Access access) {
        return switch (access) {
            case READ -> "read-only-storage";
            case READ_WRITE -> "storage";
            case UNIFORM -> "uniform";
        };
    }

    /** The error scope keeps a faulty text from being reported twice: the pipeline's error tells of it. */
    @JSBody(
            params = {"device", "label", "code"},
            script = "device.pushErrorScope('validation');"
                    + "var module = device.createShaderModule({ label: label, code: code });"
                    + "device.popErrorScope(); return module;")
    private static native GPUShaderModule module(GPUDevice device, String label, String code);

    /** The layout is explicit: an automatic one leaves out bindings that overrides make unused. */
    @JSBody(
            params = {"device", "label", "types"},
            script = "return device.createBindGroupLayout({ label: label, entries: types.map(function (type, i) {"
                    + " return { binding: i, visibility: 4 /* compute */, buffer: { type: type } }; }) });")
    private static native GPUBindGroup.Layout layout(GPUDevice device, String label, JSArray<JSString> types);

    /**
     * The compiler's own messages, with lines, are more use than the pipeline's: they are put in front. A failure that
     * nobody has come to wait for yet is no unhandled one.
     */
    @JSBody(
            params = {"device", "label", "module", "layout", "constants"},
            script = "var made = device.createComputePipelineAsync({ label: label,"
                    + " layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),"
                    + " compute: { module: module, entryPoint: 'main', constants: constants } })"
                    + ".catch(function (error) { return module.getCompilationInfo().then(function (info) {"
                    + " throw new Error(info.messages.map(function (m) {"
                    + " return 'line ' + m.lineNum + ':' + m.linePos + ' ' + m.message + '; '; }).join('')"
                    + " + error.message); }); });"
                    + "made.catch(function () {}); return made;")
    private static native JSPromise<GPUPipeline.Compute> pipeline(
            GPUDevice device, String label, GPUShaderModule module, GPUBindGroup.Layout layout, JSObject constants);

    @JSBody(script = "return {};")
    private static native JSObject newObject();

    @JSBody(
            params = {"object", "name", "value"},
            script = "object[name] = value;")
    private static native void set(JSObject object, String name, double value);
}
