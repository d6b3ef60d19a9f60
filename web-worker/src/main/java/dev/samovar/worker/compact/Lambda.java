package dev.samovar.worker.compact;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHandle;
import org.teavm.model.MethodHandleType;
import org.teavm.model.MethodReference;
import org.teavm.model.RuntimeConstant;
import org.teavm.model.ValueType;

/**
 * A lambda that keeps nothing.
 *
 * @param type the interface
 * @param erased the interface's method
 * @param isStatic whether the body is; otherwise its receiver is the first argument
 */
record Lambda(String type, MethodDescriptor erased, boolean isStatic, MethodReference body) {

    /** What {@code LambdaMetafactory} is asked for; null where it keeps something, or boxes an argument or the result. */
    static @Nullable Lambda of(MethodDescriptor made, List<RuntimeConstant> arguments) {
        MethodHandle handle = arguments.get(1).getMethodHandle();
        boolean isStatic = handle.getKind() == MethodHandleType.INVOKE_STATIC;
        boolean isVirtual = handle.getKind() == MethodHandleType.INVOKE_VIRTUAL
                || handle.getKind() == MethodHandleType.INVOKE_INTERFACE;
        if (made.parameterCount() > 0 || !isStatic && !isVirtual) {
            return null;
        }
        var lambda = new Lambda(
                ((ValueType.Object) made.getResultType()).getClassName(),
                new MethodDescriptor(made.getName(), arguments.get(0).getMethodType()),
                isStatic,
                new MethodReference(handle.getClassName(), handle.getName(), handle.signature()));
        return lambda.casts(arguments.get(2).getMethodType()) ? lambda : null;
    }

    /** Whether arguments and result are the same, or objects, in the interface, in its use and in the body. */
    private boolean casts(ValueType[] exact) {
        ValueType[] own = bodySignature();
        boolean casts = own.length == exact.length;
        for (int i = 0; casts && i < exact.length; i++) {
            casts = isSameOrObject(erased.getSignature()[i], exact[i]) && isSameOrObject(exact[i], own[i]);
        }
        return casts;
    }

    private static boolean isSameOrObject(ValueType a, ValueType b) {
        return a.equals(b) || a instanceof ValueType.Object && b instanceof ValueType.Object;
    }

    /** The body's arguments, with its receiver, and its result. */
    ValueType[] bodySignature() {
        ValueType[] own = body.getSignature();
        if (isStatic) {
            return own;
        }
        ValueType[] all = new ValueType[own.length + 1];
        all[0] = ValueType.object(body.getClassName());
        System.arraycopy(own, 0, all, 1, own.length);
        return all;
    }

    boolean isLike(Lambda other) {
        return type.equals(other.type) && erased.equals(other.erased);
    }
}
