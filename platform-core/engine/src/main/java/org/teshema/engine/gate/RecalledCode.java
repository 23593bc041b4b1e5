package org.teshema.engine.gate;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Code of a plugin, so changed that it looks at each turn of a loop and at the beginning of each method whether its thread was
 * interrupted, and throws if so. The look leaves the flag up: who catches what is thrown meets it again at the next turn, until there is
 * no loop left that would. Who catches the interrupt itself, and so would have taken the flag down, has it put up again. All this names
 * nothing but the JDK, so that it needs no wire to anybody.
 */
final class RecalledCode {
    private static final Logger LOG = LoggerFactory.getLogger(RecalledCode.class);
    private static final String LOOK = "teshema$look";
    private static final String NOTHING = "()V";
    private static final String CAUGHT = "teshema$caught";
    private static final String A_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String INTERRUPT = Type.getInternalName(InterruptedException.class);
    /** What a handler names that may catch the interrupt, beside those that name nothing. */
    private static final Set<String> WIDE = Set.of(INTERRUPT, "java/lang/Exception", "java/lang/Throwable");

    private static final String THROWN = Type.getInternalName(CancellationException.class);

    private RecalledCode() {}

    /** The same class, which can be recalled; as it was where it cannot be changed. */
    static byte[] of(byte[] code) {
        try {
            var reader = new ClassReader(code);
            var writer = new ClassWriter(reader, 0);
            reader.accept(new Looking(writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException e) {
            // A method grown beyond what the JVM takes. It is called all the same; what it loses is that a loop of its
            // comes back.
            LOG.warn("A class of a plugin could not be changed, so its loops do not come back: {}", e.toString());
            return code;
        }
    }

    private static final class Looking extends ClassVisitor {
        private String name = "";
        private boolean isInterface;
        private boolean looks;
        private boolean catches;

        Looking(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version, int access, String type, String signature, String superName, String[] interfaces) {
            name = type;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, type, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
            return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0 ? new Method(next) : next;
        }

        @Override
        public void visitEnd() {
            if (looks) {
                look();
            }
            if (catches) {
                caught();
            }
            super.visitEnd();
        }

        private MethodVisitor added(String method, String descriptor) {
            return super.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, method, descriptor, null, null);
        }

        private void look() {
            MethodVisitor to = added(LOOK, NOTHING);
            var end = new Label();
            to.visitCode();
            currentThread(to);
            to.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "isInterrupted", "()Z", false);
            to.visitJumpInsn(Opcodes.IFEQ, end);
            to.visitTypeInsn(Opcodes.NEW, THROWN);
            to.visitInsn(Opcodes.DUP);
            to.visitLdcInsn("recalled by the guard");
            to.visitMethodInsn(Opcodes.INVOKESPECIAL, THROWN, "<init>", "(Ljava/lang/String;)V", false);
            to.visitInsn(Opcodes.ATHROW);
            to.visitLabel(end);
            to.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            to.visitInsn(Opcodes.RETURN);
            to.visitMaxs(3, 0);
            to.visitEnd();
        }

        private void caught() {
            MethodVisitor to = added(CAUGHT, A_THROWABLE);
            var end = new Label();
            to.visitCode();
            to.visitVarInsn(Opcodes.ALOAD, 0);
            to.visitTypeInsn(Opcodes.INSTANCEOF, INTERRUPT);
            to.visitJumpInsn(Opcodes.IFEQ, end);
            currentThread(to);
            to.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "interrupt", NOTHING, false);
            to.visitLabel(end);
            to.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            to.visitInsn(Opcodes.RETURN);
            to.visitMaxs(1, 1);
            to.visitEnd();
        }

        private static void currentThread(MethodVisitor to) {
            to.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
        }

        private final class Method extends MethodVisitor {
            private final Set<Label> passed = new HashSet<>();
            private final Set<Label> handlers = new HashSet<>();
            private boolean atHandler;
            private boolean grown;

            Method(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitCode() {
                super.visitCode();
                insert();
            }

            @Override
            public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
                if (type == null || WIDE.contains(type)) {
                    handlers.add(handler);
                }
                super.visitTryCatchBlock(start, end, handler, type);
            }

            @Override
            public void visitLabel(Label label) {
                passed.add(label);
                atHandler |= handlers.contains(label);
                super.visitLabel(label);
            }

            /** Each handler begins with one. */
            @Override
            public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
                super.visitFrame(type, locals, local, stacked, stack);
                if (atHandler) {
                    atHandler = false;
                    catches = true;
                    grown = true;
                    super.visitInsn(Opcodes.DUP);
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, name, CAUGHT, A_THROWABLE, isInterface);
                }
            }

            @Override
            public void visitMaxs(int stack, int locals) {
                super.visitMaxs(grown ? Math.max(stack, 2) : stack, locals);
            }

            @Override
            public void visitJumpInsn(int code, Label to) {
                if (passed.contains(to)) {
                    insert();
                }
                super.visitJumpInsn(code, to);
            }

            @Override
            public void visitTableSwitchInsn(int min, int max, Label usual, Label... labels) {
                insert();
                super.visitTableSwitchInsn(min, max, usual, labels);
            }

            @Override
            public void visitLookupSwitchInsn(Label usual, int[] keys, Label[] labels) {
                insert();
                super.visitLookupSwitchInsn(usual, keys, labels);
            }

            private void insert() {
                looks = true;
                super.visitMethodInsn(Opcodes.INVOKESTATIC, name, LOOK, NOTHING, isInterface);
            }
        }
    }
}
