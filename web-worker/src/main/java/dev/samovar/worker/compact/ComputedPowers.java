package dev.samovar.worker.compact;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.PutElementInstruction;
import org.teavm.model.instructions.PutFieldInstruction;

/**
 * TeaVM's classes that write and read doubles fill tables of powers of ten, literal by literal, with bits that no packer
 * makes smaller. Here they ask {@link PowersOfTen} for the same.
 */
final class ComputedPowers implements ClassHolderTransformer {
    private static final String TEXT = "org.teavm.classlib.impl.text.";

    @Override
    public void transformClass(ClassHolder holder, ClassHolderTransformerContext context) {
        if (holder.getName().equals(TEXT + "DoubleAnalyzer")) {
            compute(holder, "falling");
        } else if (holder.getName().equals(TEXT + "DoubleSynthesizer")) {
            compute(holder, "rising");
        }
    }

    private static void compute(ClassHolder holder, String order) {
        Program program =
                holder.getMethod(new MethodDescriptor("<clinit>", void.class)).getProgram();
        for (BasicBlock block : program.getBasicBlocks()) {
            for (Instruction instruction = block.getFirstInstruction(); instruction != null; ) {
                Instruction next = instruction.getNext();
                if (instruction instanceof PutElementInstruction) {
                    instruction.delete();
                } else if (instruction instanceof PutFieldInstruction put) {
                    switch (put.getField().getFieldName()) {
                        case "mantissa10Table" -> ask(program, put, order + "Mantissas", long[].class);
                        case "exp10Table" -> ask(program, put, order + "Exponents", short[].class);
                        default -> {}
                    }
                }
                instruction = next;
            }
        }
    }

    private static void ask(Program program, PutFieldInstruction put, String method, Class<?> table) {
        Variable computed = program.createVariable();
        var call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL); // which static methods are, too
        call.setMethod(new MethodReference(PowersOfTen.class, method, table));
        call.setReceiver(computed);
        put.insertPrevious(call);
        put.setValue(computed);
    }
}
