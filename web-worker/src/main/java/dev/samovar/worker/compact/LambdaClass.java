package dev.samovar.worker.compact;

import java.util.Arrays;
import java.util.List;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHierarchy;
import org.teavm.model.ClassHolder;
import org.teavm.model.ElementModifier;
import org.teavm.model.FieldHolder;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ChooseEmitter;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;

/** A class whose instances differ by a number, which says whose body its one method runs. */
record LambdaClass(String name, List<Lambda> lambdas) {
    private static final String WHICH = "which";

    boolean isShared() {
        return lambdas.size() > 1;
    }

    ClassHolder write(ClassHierarchy hierarchy) {
        var holder = new ClassHolder(name);
        holder.setLevel(AccessLevel.PUBLIC);
        holder.getModifiers().add(ElementModifier.FINAL);
        holder.setParent("java.lang.Object");
        holder.getInterfaces().add(lambdas.getFirst().type());
        var which = new FieldHolder(WHICH);
        which.setType(ValueType.INTEGER);
        holder.addField(which);
        writeConstructor(holder, hierarchy);
        writeMethod(holder, hierarchy);
        return holder;
    }

    private void writeConstructor(ClassHolder holder, ClassHierarchy hierarchy) {
        var constructor = new MethodHolder("<init>", ValueType.INTEGER, ValueType.VOID);
        holder.addMethod(constructor);
        ProgramEmitter code = ProgramEmitter.create(constructor, hierarchy);
        ValueEmitter self = code.var(0, holder);
        self.invokeSpecial("java.lang.Object", "<init>", ValueType.VOID);
        self.setField(WHICH, code.var(1, ValueType.INTEGER));
        code.exit();
    }

    private void writeMethod(ClassHolder holder, ClassHierarchy hierarchy) {
        var method = new MethodHolder(lambdas.getFirst().erased());
        method.setLevel(AccessLevel.PUBLIC);
        holder.addMethod(method);
        ProgramEmitter code = ProgramEmitter.create(method, hierarchy);
        ValueEmitter which = code.var(0, holder).getField(WHICH, ValueType.INTEGER);
        ChooseEmitter choice = code.choice(which);
        for (int i = 1; i < lambdas.size(); i++) {
            Lambda lambda = lambdas.get(i);
            choice.option(i, () -> run(lambda, code, method));
        }
        choice.otherwise(() -> run(lambdas.getFirst(), code, method));
    }

    private static void run(Lambda lambda, ProgramEmitter code, MethodHolder method) {
        ValueType[] types = lambda.bodySignature();
        ValueEmitter[] arguments = new ValueEmitter[types.length - 1];
        for (int i = 0; i < arguments.length; i++) {
            ValueEmitter argument = code.var(i + 1, method.parameterType(i));
            arguments[i] = types[i].equals(argument.getType()) ? argument : argument.cast(types[i]);
        }
        ValueEmitter result = lambda.isStatic()
                ? code.invoke(lambda.body(), arguments)
                : arguments[0].invokeVirtual(lambda.body(), Arrays.copyOfRange(arguments, 1, arguments.length));
        if (result == null) {
            code.exit();
        } else {
            result.returnValue();
        }
    }
}
