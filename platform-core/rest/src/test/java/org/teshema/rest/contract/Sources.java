package org.teshema.rest.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source says beyond what a class file keeps: the words of Javadoc, and which query parameters a method asks for. */
final class Sources {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern QUERY = Pattern.compile("\\.query\\(\\s*\"([a-zA-Z]+)\"\\s*\\)");
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) ([^@]*)");
    private static final Pattern CALLED = Pattern.compile("\\b([a-z]\\w*)\\(call\\b|\\b([a-z]\\w*)\\((?:path|call, )");

    private final Map<Class<?>, String> texts = new ConcurrentHashMap<>();

    private String text(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return texts.computeIfAbsent(outer, t -> {
            try {
                return Files.readString(MAIN.resolve(t.getName().replace('.', '/') + ".java"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The Javadoc of a resource method as plain text. */
    String words(Method method) {
        String text = text(method.getDeclaringClass());
        Matcher at = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\n\\s*)*public [^;{}=]*\\b" + method.getName()
                                + "\\(",
                        Pattern.DOTALL)
                .matcher(text);
        if (!at.find()) {
            throw new AssertionError(method + " has no Javadoc");
        }
        return plain(at.group(1));
    }

    /** The query parameters a method asks for, itself or through a private method of its class. */
    Set<String> queries(Method method) {
        Set<String> names = new TreeSet<>();
        collect(method.getDeclaringClass(), method.getName(), names, new TreeSet<>());
        return names;
    }

    private void collect(Class<?> type, String method, Set<String> names, Set<String> seen) {
        if (!seen.add(method)) {
            return;
        }
        for (String body : bodies(type, method)) {
            Matcher query = QUERY.matcher(body);
            while (query.find()) {
                names.add(query.group(1));
            }
            if (body.contains("call.page()")) {
                names.add("cursor");
                names.add("limit");
            }
            Matcher called = CALLED.matcher(body);
            while (called.find()) {
                collect(type, called.group(1) == null ? called.group(2) : called.group(1), names, seen);
            }
        }
    }

    /** The bodies of the methods of that name, by indentation. */
    private java.util.List<String> bodies(Class<?> type, String method) {
        Matcher at = Pattern.compile(
                        "\\n    (?:public|private|static)[^;={}]*\\b" + method + "\\([^{;]*\\{\\n(.*?)\\n    }",
                        Pattern.DOTALL)
                .matcher(text(type));
        java.util.List<String> bodies = new java.util.ArrayList<>();
        while (at.find()) {
            bodies.add(at.group(1));
        }
        return bodies;
    }

    /** The body of a resource method as text. */
    String body(Method method) {
        return String.join("\n", bodies(method.getDeclaringClass(), method.getName()));
    }

    /** The Javadoc of a record, and of its components by name. */
    Map<String, String> components(Class<?> record) {
        Map<String, String> words = new LinkedHashMap<>();
        Matcher at = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\n\\s*)*public record " + record.getSimpleName()
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(text(record));
        if (at.find()) {
            String doc = plain(at.group(1));
            Matcher param = PARAM.matcher(doc);
            while (param.find()) {
                words.put(param.group(1), param.group(2).trim());
            }
            words.put("", doc.replaceFirst("@param.*", "").trim());
        }
        return words;
    }

    /** The first sentence. */
    static String first(String words) {
        Matcher end = Pattern.compile("^(.*?[.])(?:\\s|$)").matcher(words);
        return end.find() ? end.group(1) : words;
    }

    /** The description of one component. */
    static Optional<String> of(Map<String, String> components, String name) {
        return Optional.ofNullable(components.get(name)).filter(words -> !words.isBlank());
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*", " ")
                .replaceAll("\\{@(?:code|link|value) ([^}]*)}", "$1")
                .replaceAll("</?[a-z]+>", "")
                .replaceAll("@throws.*", "")
                .replaceAll("\\s+", " ")
                .trim();
    }
}
