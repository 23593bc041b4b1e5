package org.teshema.engine.gate;

import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.teshema.api.text.Text;

/** Reads one class and keeps the first thing in it that is not allowed, with its place. */
final class CodeReader extends ClassVisitor {
    private static final int ASM = Opcodes.ASM9;

    private final Set<String> own;
    private String type = "";
    private Optional<Text> refusal = Optional.empty();

    /** A reader that takes these classes for the plugin's own. */
    CodeReader(Set<String> own) {
        super(ASM);
        this.own = own;
    }

    Optional<Text> refusal() {
        return refusal;
    }

    private void refuse(Optional<Text> why, String what, String where) {
        if (refusal.isEmpty() && why.isPresent()) {
            String place = type.replace('/', '.') + where;
            String named = what.replace('/', '.');
            refusal = Optional.of(new Text(
                    "插件" + why.get().zh() + "：" + place + " 使用了 " + named + "。",
                    "A plugin " + why.get().en() + ", but " + place + " uses " + named + "."));
        }
    }

    private void named(Type named, String where) {
        switch (named.getSort()) {
            case Type.ARRAY -> named(named.getElementType(), where);
            case Type.OBJECT -> named(named.getInternalName(), where);
            case Type.METHOD -> {
                named(named.getReturnType(), where);
                for (Type argument : named.getArgumentTypes()) {
                    named(argument, where);
                }
            }
            default -> {
                // A number or a truth value.
            }
        }
    }

    private void named(String internalName, String where) {
        if (internalName.startsWith("[")) {
            named(Type.getObjectType(internalName), where);
        } else if (!own.contains(internalName)) {
            refuse(AllowedCode.ofType(internalName), internalName, where);
        }
    }

    private void used(String owner, String name, String descriptor, String where) {
        named(Type.getObjectType(owner), where);
        named(Type.getType(descriptor), where);
        if (!own.contains(owner)) {
            refuse(AllowedCode.ofMember(owner, name, descriptor), owner + "." + name, where);
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        type = name;
        if (name.startsWith("java/") || name.startsWith("org/teshema/api/") || name.startsWith("org/teshema/engine/")) {
            refuse(AllowedCode.because("不能自带平台的类", "brings no classes of the platform's"), name, "");
        }
        if (parent != null) {
            named(parent, "");
            refuse(AllowedCode.ofParent(parent), parent, "");
        }
        for (String one : interfaces) {
            named(one, "");
        }
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        named(Type.getType(descriptor), "." + name);
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        named(Type.getType(descriptor), "." + name);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        String where = "." + name;
        named(Type.getType(descriptor), where);
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            refuse(AllowedCode.because("不能带本机代码", "brings no native code"), "native", where);
        }
        return new Body(where);
    }

    private final class Body extends MethodVisitor {
        private final String method;
        private int line;

        Body(String method) {
            super(ASM);
            this.method = method;
        }

        private String where() {
            return line == 0 ? method : method + ":" + line;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitTypeInsn(int opcode, String named) {
            named(named, where());
            if (opcode == Opcodes.NEW) {
                refuse(AllowedCode.ofParent(named), named, where());
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            used(owner, name, descriptor, where());
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            used(owner, name, descriptor, where());
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle by, Object... arguments) {
            named(Type.getType(descriptor), where());
            bootstrap(by, arguments);
        }

        private void bootstrap(Handle by, Object... arguments) {
            if (!AllowedCode.isBootstrap(by.getOwner())) {
                refuse(AllowedCode.because("不能使用反射", "uses no reflection"), by.getOwner(), where());
            }
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        private void constant(Object value) {
            if (value instanceof Type named) {
                named(named, where());
            } else if (value instanceof Handle handle) {
                used(handle.getOwner(), handle.getName(), handle.getDesc(), where());
            } else if (value instanceof ConstantDynamic dynamic) {
                var more = new Object[dynamic.getBootstrapMethodArgumentCount()];
                for (int i = 0; i < more.length; i++) {
                    more[i] = dynamic.getBootstrapMethodArgument(i);
                }
                bootstrap(dynamic.getBootstrapMethod(), more);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            named(Type.getType(descriptor), where());
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String caught) {
            if (caught != null) {
                named(caught, where());
            }
        }
    }
}
