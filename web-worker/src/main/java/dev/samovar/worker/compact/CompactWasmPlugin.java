package dev.samovar.worker.compact;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import org.teavm.classlib.impl.JCLPlugin;
import org.teavm.model.MethodReference;
import org.teavm.vm.spi.After;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** What TeaVM finds as its plugin in this module. */
@After(JCLPlugin.class) // its way to make lambdas is replaced
public final class CompactWasmPlugin implements TeaVMPlugin {
    private static final MethodReference METAFACTORY = new MethodReference(
            LambdaMetafactory.class,
            "metafactory",
            MethodHandles.Lookup.class,
            String.class,
            MethodType.class,
            MethodType.class,
            MethodHandle.class,
            MethodType.class,
            CallSite.class);
    private static final MethodReference OBJECT_METHODS = new MethodReference(
            ObjectMethods.class,
            "bootstrap",
            MethodHandles.Lookup.class,
            String.class,
            TypeDescriptor.class,
            Class.class,
            String.class,
            MethodHandle[].class,
            Object.class);

    @Override
    public void install(TeaVMHost host) {
        host.add(new ComputedPowers());
        host.add(METAFACTORY, new SharedLambdas());
        var texts = new RecordTexts();
        host.add(OBJECT_METHODS, texts);
        host.add(texts);
    }
}
