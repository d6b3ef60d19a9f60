package dev.samovar.worker.compact;

import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** What TeaVM finds as its plugin in this module. */
public final class CompactWasmPlugin implements TeaVMPlugin {

    @Override
    public void install(TeaVMHost host) {
        host.add(new ComputedPowers());
    }
}
