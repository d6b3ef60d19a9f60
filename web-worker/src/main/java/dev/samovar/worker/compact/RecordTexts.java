package dev.samovar.worker.compact;

import java.util.HashSet;
import java.util.Set;
import org.teavm.classlib.impl.record.ObjectMethodsSubstitutor;
import org.teavm.dependency.BootstrapMethodSubstitutor;
import org.teavm.dependency.DynamicCallSite;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;

/**
 * Records lose the text that the compiler would give them, but for a program's operations, of which messages tell. TeaVM
 * keeps all of them for the sake of any list that becomes text.
 */
final class RecordTexts implements BootstrapMethodSubstitutor, ClassHolderTransformer {
    private static final MethodDescriptor TO_STRING = new MethodDescriptor("toString", String.class);

    private final BootstrapMethodSubstitutor every = new ObjectMethodsSubstitutor();
    private final Set<String> made = new HashSet<>(); // classes whose text is the compiler's

    /** Comes before {@link #transformClass} of the same class. */
    @Override
    public ValueEmitter substitute(DynamicCallSite site, ProgramEmitter code) {
        String owner = site.getCaller().getClassName();
        if (site.getCalledMethod().getName().equals("toString") && !owner.startsWith("dev.samovar.program.")) {
            made.add(owner);
            return code.constant("");
        }
        return every.substitute(site, code);
    }

    @Override
    public void transformClass(ClassHolder holder, ClassHolderTransformerContext context) {
        if (made.contains(holder.getName())) {
            holder.removeMethod(holder.getMethod(TO_STRING));
        }
    }
}
