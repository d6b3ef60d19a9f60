package dev.samovar.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which WebGPU adapter the browser shall offer, as browser flags. */
public enum Adapter {
    /** SwiftShader, on the processor: the same everywhere. */
    SOFTWARE(List.of("--use-webgpu-adapter=swiftshader")),

    /**
     * NVIDIA's driver, headless. With another ANGLE back end Chromium silently falls back to SwiftShader; without the
     * last flag it hides shader-f16.
     */
    NVIDIA(List.of(
            "--ignore-gpu-blocklist",
            "--enable-features=Vulkan",
            "--use-gl=angle",
            "--use-angle=gl-egl",
            "--disable-vulkan-surface",
            "--enable-dawn-features=vulkan_enable_f16_on_nvidia")),

    /** Any other GPU under Linux, through Vulkan. */
    VULKAN(List.of("--ignore-gpu-blocklist", "--enable-features=Vulkan", "--disable-vulkan-surface")),

    /** What the browser chooses by itself, as on macOS and Windows. */
    BROWSER(List.of());

    private final List<String> flags;

    Adapter(List<String> flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return flags;
    }

    /** The adapter of this machine's GPU, or software where it has none. */
    public static Adapter ofMachine() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        if (!linux) {
            return BROWSER;
        }
        if (Files.exists(Path.of("/dev/nvidiactl"))) {
            return NVIDIA;
        }
        return Files.exists(Path.of("/dev/dri/renderD128")) ? VULKAN : SOFTWARE;
    }
}
