package org.teshema.api;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What others can see of the contract, as text: each package with its version, under it each public type, under it one line
 * for each thing about the type that somebody may rely on. Types stand without their packages.
 */
final class ApiShape {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final String PROVIDER_TYPE = "org.osgi.annotation.versioning.ProviderType";

    private ApiShape() {}

    /** The shape of the compiled contract, packages with these versions. */
    static String of(Map<String, String> versions) throws ClassNotFoundException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.teshema.api");
        var packages = new TreeMap<String, Map<String, List<String>>>();
        for (var one : classes) {
            Class<?> type = Class.forName(one.getName());
            if (isVisible(type)) {
                var lines = lines(type);
                if (one.isAnnotatedWith(PROVIDER_TYPE)) {
                    lines.add(0, ApiChanges.PROVIDED);
                }
                packages.computeIfAbsent(type.getPackageName(), name -> new TreeMap<>())
                        .put(name(type), lines);
            }
        }
        var text = new StringBuilder();
        packages.forEach((name, types) -> {
            text.append("package ")
                    .append(name)
                    .append(' ')
                    .append(versions.get(name))
                    .append('\n');
            types.forEach((type, lines) -> {
                text.append("  ").append(type).append('\n');
                lines.forEach(line -> text.append("    ").append(line).append('\n'));
            });
        });
        return text.toString();
    }

    /** What there is to say about one type. */
    static List<String> lines(Class<?> type) {
        var lines = new ArrayList<String>();
        lines.add(kind(type));
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses())
                    .map(one -> "permits " + name(one))
                    .sorted()
                    .forEach(lines::add);
        }
        if (!type.isInterface() && !type.isEnum() && !type.isRecord() && type.getSuperclass() != Object.class) {
            lines.add("extends " + name(type.getGenericSuperclass()));
        }
        Stream.of(type.getGenericInterfaces())
                .map(one -> (type.isInterface() ? "extends " : "implements ") + name(one))
                .sorted()
                .forEach(lines::add);
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                lines.add("component " + name(component.getGenericType()) + " " + component.getName());
            }
        }
        Stream.of(type.getDeclaredFields())
                .filter(ApiShape::isVisible)
                .sorted((a, b) -> a.isEnumConstant() ? 0 : a.getName().compareTo(b.getName()))
                .map(ApiShape::line)
                .forEach(lines::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(ApiShape::isVisible)
                .map(ApiShape::line)
                .sorted()
                .forEach(lines::add);
        Stream.of(type.getDeclaredMethods())
                .filter(ApiShape::isVisible)
                .filter(method -> !OF_EVERY_OBJECT.contains(method.getName()))
                .filter(method -> !(type.isEnum() && Set.of("values", "valueOf").contains(method.getName())))
                .map(ApiShape::line)
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    private static String kind(Class<?> type) {
        String kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        int shown = type.isInterface() || type.isRecord() || type.isEnum()
                ? 0
                : type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
        return words(access(type.getModifiers()), Modifier.toString(shown), type.isSealed() ? "sealed" : "", kind);
    }

    private static String line(Field field) {
        if (field.isEnumConstant()) {
            return "constant " + field.getName();
        }
        return words(
                access(field.getModifiers()),
                Modifier.toString(field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)),
                name(field.getGenericType()),
                field.getName() + value(field));
    }

    /** A constant's value is compiled into whoever uses it. */
    private static String value(Field field) {
        boolean constant = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return constant ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(Constructor<?> constructor) {
        return words(access(constructor.getModifiers()), "new(" + parameters(constructor) + ")" + thrown(constructor));
    }

    private static String line(Method method) {
        String how = method.isDefault()
                ? "default"
                : Modifier.toString(method.getModifiers() & (Modifier.STATIC | Modifier.ABSTRACT));
        return words(
                access(method.getModifiers()),
                how,
                name(method.getGenericReturnType()),
                method.getName() + "(" + parameters(method) + ")" + thrown(method));
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(ApiShape::name)
                .collect(Collectors.joining(", "));
    }

    private static String thrown(Executable executable) {
        Type[] thrown = executable.getGenericExceptionTypes();
        return thrown.length == 0
                ? ""
                : Arrays.stream(thrown).map(ApiShape::name).sorted().collect(Collectors.joining(", ", " throws ", ""));
    }

    private static boolean isVisible(Class<?> type) {
        boolean here = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return here
                && !type.isSynthetic()
                && !type.isAnonymousClass()
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(Member member) {
        return !member.isSynthetic()
                && (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()));
    }

    private static String access(int modifiers) {
        return Modifier.isProtected(modifiers) ? "protected" : "";
    }

    private static String name(Type type) {
        return type.getTypeName()
                .replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "")
                .replace('$', '.');
    }

    private static String words(String... words) {
        return Arrays.stream(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
}
