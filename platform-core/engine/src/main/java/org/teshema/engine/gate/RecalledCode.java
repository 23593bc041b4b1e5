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
 * no loop left that would. It names nothing but the JDK, so that it needs no wire to anybody.
 */
final class RecalledCode {
    private static final Logger LOG = LoggerFactory.getLogger(RecalledCode.class);
    private static final String LOOK = "teshema$look";
    private static final String NOTHING = "()V";
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
            super.visitEnd();
        }

        private void look() {
            MethodVisitor to = super.visitMethod(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, LOOK, NOTHING, null, null);
            var end = new Label();
            to.visitCode();
            to.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
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

        private final class Method extends MethodVisitor {
            private final Set<Label> passed = new HashSet<>();

            Method(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitCode() {
                super.visitCode();
                insert();
            }

            @Override
            public void visitLabel(Label label) {
                passed.add(label);
                super.visitLabel(label);
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
