package dev.samovar.worker.compact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.classlib.impl.lambda.LambdaMetafactorySubstitutor;
import org.teavm.dependency.BootstrapMethodSubstitutor;
import org.teavm.dependency.DynamicCallSite;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHandle;
import org.teavm.model.MethodReader;
import org.teavm.model.MethodReference;
import org.teavm.model.RuntimeConstant;
import org.teavm.model.VariableReader;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.instructions.AbstractInstructionReader;

/**
 * One class for all lambdas of a method that are of the same interface and keep nothing. TeaVM makes a class of each, with
 * types, a virtual table, and what casts ask of a class: many times what most of them do.
 */
final class SharedLambdas implements BootstrapMethodSubstitutor {
    private final BootstrapMethodSubstitutor each = new LambdaMetafactorySubstitutor();
    private final Map<Group, LambdaClass> classes = new HashMap<>();

    private record Group(MethodReference maker, String type, MethodDescriptor erased) {}

    @Override
    public ValueEmitter substitute(DynamicCallSite site, ProgramEmitter code) {
        Lambda lambda = Lambda.of(site.getCalledMethod(), site.getBootstrapArguments());
        if (lambda == null || !site.getCaller().getClassName().startsWith("dev.samovar.")) {
            return each.substitute(site, code);
        }
        var group = new Group(site.getCaller(), lambda.type(), lambda.erased());
        LambdaClass shared = classes.get(group);
        if (shared == null) {
            String name = site.getCaller().getClassName() + "$lambdas" + classes.size();
            shared = new LambdaClass(name, siblings(site, lambda));
            classes.put(group, shared);
            if (shared.isShared()) {
                site.getAgent().submitClass(shared.write(site.getAgent().getClassHierarchy()));
            }
        }
        return shared.isShared()
                ? code.construct(shared.name(), code.constant(shared.lambdas().indexOf(lambda)))
                : each.substitute(site, code);
    }

    /** Those of the method that makes this one, each once. */
    private static List<Lambda> siblings(DynamicCallSite site, Lambda lambda) {
        List<Lambda> siblings = new ArrayList<>();
        MethodReader maker = site.getAgent()
                .getUnprocessedClassSource()
                .get(site.getCaller().getClassName())
                .getMethod(site.getCaller().getDescriptor());
        for (var block : maker.getProgram().getBasicBlocks()) {
            block.readAllInstructions(new AbstractInstructionReader() {
                @Override
                public void invokeDynamic(
                        VariableReader receiver,
                        @Nullable VariableReader instance,
                        MethodDescriptor made,
                        List<? extends VariableReader> kept,
                        MethodHandle bootstrap,
                        List<RuntimeConstant> arguments) {
                    Lambda other = bootstrap.getName().equals("metafactory") ? Lambda.of(made, arguments) : null;
                    if (other != null && other.isLike(lambda) && !siblings.contains(other)) {
                        siblings.add(other);
                    }
                }
            });
        }
        return siblings;
    }
}
