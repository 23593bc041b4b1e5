package org.teshema.rest.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.ops.OperationName;
import org.teshema.rest.problem.ProblemJson;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The contract that the code keeps, drawn up from the resources, their records and their Javadoc, with what only words can say from
 * {@code contract.yaml}.
 */
final class Contract {
    private static final Pattern SHAPE = Pattern.compile("\\b(?:new )?(\\w+Json)(?:\\.of\\(|\\(|::of)");

    private final Sources sources = new Sources();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Class<?>> named = new TreeMap<>();
    private final Map<String, Object> extra = extra();
    private final List<Class<?>> resources = resources();

    /** The contract as YAML. */
    String yaml() {
        Map<String, Object> paths = new TreeMap<>();
        for (Class<?> resource : resources) {
            for (Method method : methods(resource)) {
                String path = path(resource, method);
                if (isInContract(path)) {
                    // Two methods for two types of body are one operation: the first by name tells about both.
                    map(paths, path)
                            .computeIfAbsent(verb(method).orElseThrow(), verb -> operation(resource, method, path));
                }
            }
        }
        schema(ProblemJson.class);
        ((List<?>) extra.get("shapes"))
                .forEach(name -> schema(found("org.teshema.rest." + name).orElseThrow()));
        map(extra, "schemas").forEach(schemas::put);
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("openapi", "3.0.3");
        contract.put("info", extra.get("info"));
        contract.put("servers", List.of(Map.of("url", "/")));
        contract.put("tags", tags(paths));
        contract.put("paths", paths);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("securitySchemes", extra.get("securitySchemes"));
        components.put("parameters", extra.get("parameters"));
        components.put("schemas", schemas);
        contract.put("components", components);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setWidth(120);
        options.setIndent(2);
        return "# Drawn up from the resources and their Javadoc; ContractTest keeps it and the code together.\n"
                + new Yaml(options).dump(plain(contract));
    }

    /** The operations of the code, as {@code GET /path}. */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        for (Class<?> resource : resources) {
            for (Method method : methods(resource)) {
                String path = path(resource, method);
                if (isInContract(path)) {
                    operations.add(verb(method).orElseThrow().toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return operations.stream().distinct().sorted().toList();
    }

    private static boolean isInContract(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/s/")
                || path.equals("/n")
                || path.startsWith("/n/")
                || path.startsWith("/apps");
    }

    /** The resources of the code. */
    static List<Class<?>> resources() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.teshema.rest").stream()
                        .filter(type -> type.isAssignableTo(RestResource.class) && !type.isInterface())
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Its methods that answer requests. */
    static List<Method> methods(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> verb(method).isPresent())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** By which verb a method is reached. */
    static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(http -> http.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
        return path.replaceAll("//+", "/")
                .replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}")
                .replaceAll("(.)/$", "$1");
    }

    private Map<String, Object> operation(Class<?> resource, Method method, String path) {
        String id = OperationName.of(method);
        Map<String, Object> added = map(map(extra, "operations"), id);
        String words = sources.words(method);
        String body = sources.body(method);
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(tag(path)));
        operation.put("operationId", id);
        operation.put("summary", Sources.first(words));
        if (!Sources.first(words).equals(words)) {
            operation.put("description", words);
        }
        List<Object> parameters = parameters(method, path, body);
        if (added.get("parameters") instanceof List<?> more) {
            // What is written by hand says more than the name that was found in the source.
            Set<Object> named =
                    more.stream().map(one -> ((Map<?, ?>) one).get("name")).collect(Collectors.toSet());
            parameters.removeIf(found -> named.contains(((Map<?, ?>) found).get("name")));
            parameters.addAll(more);
        }
        operation.put("parameters", parameters);
        requestBody(method).ifPresent(request -> operation.put("requestBody", request));
        operation.put("responses", responses(resource, method, body, added));
        boolean person = body.contains("call.actor()") || body.contains("call.write(");
        operation.put(
                "security",
                person ? List.of(Map.of("bearer", List.of())) : List.of(Map.of(), Map.of("bearer", List.of())));
        if (added.containsKey("requestBody")) {
            operation.put("requestBody", added.get("requestBody"));
        }
        return operation;
    }

    private List<Object> parameters(Method method, String path, String body) {
        List<Object> parameters = new ArrayList<>();
        Matcher inPath = Pattern.compile("\\{(\\w+)}").matcher(path);
        while (inPath.find()) {
            parameters.add(parameter("path", inPath.group(1), true));
        }
        for (String name : sources.queries(method)) {
            if (!name.equals("lang")) {
                parameters.add(
                        name.equals("cursor") || name.equals("limit")
                                ? Map.of("$ref", "#/components/parameters/" + name)
                                : parameter("query", name, false));
            }
        }
        parameters.add(Map.of("$ref", "#/components/parameters/lang"));
        if (body.contains("call.write(")) {
            parameters.add(Map.of("$ref", "#/components/parameters/idempotencyKey"));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(String in, String name, boolean required) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", required);
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private Optional<Object> requestBody(Method method) {
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(Context.class) || parameter.isAnnotationPresent(PathParam.class)) {
                continue;
            }
            Consumes consumes = method.getAnnotation(Consumes.class) != null
                    ? method.getAnnotation(Consumes.class)
                    : method.getDeclaringClass().getAnnotation(Consumes.class);
            Map<String, Object> content = new LinkedHashMap<>();
            for (String type : consumes == null ? new String[] {"application/json"} : consumes.value()) {
                content.put(type, Map.of("schema", bodySchema(parameter.getParameterizedType(), type)));
            }
            return Optional.of(Map.of("required", true, "content", content));
        }
        return Optional.empty();
    }

    private Object bodySchema(Type type, String mediaType) {
        if (mediaType.equals("application/x-www-form-urlencoded")) {
            return Map.of("type", "object", "additionalProperties", Map.of("type", "string"));
        }
        return type == byte[].class || type == InputStream.class
                ? Map.of("type", "string", "format", "binary")
                : schema(type);
    }

    private Map<String, Object> responses(Class<?> resource, Method method, String body, Map<String, Object> added) {
        Map<String, Object> responses = new TreeMap<>();
        if (added.get("responses") instanceof Map<?, ?> told) {
            told.forEach((status, response) -> responses.put(String.valueOf(status), response));
        } else if (method.getReturnType() == Response.class && body.contains("noContent()")) {
            responses.put("204", Map.of("description", "Done."));
        } else if (method.getReturnType() == void.class) {
            responses.put("204", Map.of("description", "Done."));
        } else {
            boolean created = body.contains("Answers.created(") || body.contains("Status.CREATED");
            responses.put(created ? "201" : "200", answer(resource, method, body));
        }
        responses.put(
                "default",
                Map.of(
                        "description",
                        "A problem (RFC 9457).",
                        "content",
                        Map.of("application/problem+json", Map.of("schema", schema(ProblemJson.class)))));
        return responses;
    }

    private Object answer(Class<?> resource, Method method, String body) {
        Produces produces = method.getAnnotation(Produces.class) != null
                ? method.getAnnotation(Produces.class)
                : resource.getAnnotation(Produces.class);
        String type = produces == null ? "application/json" : produces.value()[0];
        Object schema;
        if (method.getReturnType() != Response.class && method.getReturnType() != String.class) {
            schema = schema(method.getGenericReturnType());
        } else if (type.equals("application/json")) {
            schema = schema(shape(resource, method, body));
        } else {
            schema = Map.of("type", "string");
        }
        return Map.of(
                "description", "The answer.", "content", Map.of(type.replaceAll(";.*", ""), Map.of("schema", schema)));
    }

    /** The record that a method which returns a Response puts into it. */
    private Class<?> shape(Class<?> resource, Method method, String body) {
        Matcher shape = SHAPE.matcher(body);
        List<String> names = new ArrayList<>();
        while (shape.find()) {
            names.add(shape.group(1));
        }
        return names.stream()
                .flatMap(name -> java.util.stream.Stream.of(
                        resource.getName() + "$" + name, resource.getPackageName() + "." + name))
                .flatMap(name -> found(name).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "What " + OperationName.of(method) + " answers must be told in contract.yaml"));
    }

    private static Optional<Class<?>> found(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private Object schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type of = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (raw == Optional.class) {
                return schema(of);
            }
            if (raw == PageJson.class) {
                Map<String, Object> page = new LinkedHashMap<>();
                page.put("type", "object");
                page.put("required", List.of("items", "next"));
                page.put(
                        "properties",
                        ordered(
                                "items",
                                ordered("type", "array", "items", schema(of)),
                                "next",
                                ordered(
                                        "type",
                                        "string",
                                        "nullable",
                                        true,
                                        "description",
                                        "The cursor of the next page; null on the last.")));
                return page;
            }
            return Map.class.isAssignableFrom(raw)
                    ? ordered("type", "object", "additionalProperties", schema(of))
                    : ordered("type", "array", "items", schema(of));
        }
        if (!(type instanceof Class<?> simple)) {
            return Map.of();
        }
        if (simple.isRecord()) {
            return record(simple);
        }
        if (simple.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(simple.getEnumConstants())
                            .map(String::valueOf)
                            .toList());
        }
        return simple(simple);
    }

    private static Object simple(Class<?> type) {
        if (type == String.class) {
            return ordered("type", "string");
        }
        if (type == int.class || type == Integer.class || type == OptionalInt.class) {
            return ordered("type", "integer", "format", "int32");
        }
        if (type == long.class || type == Long.class || type == OptionalLong.class) {
            return ordered("type", "integer", "format", "int64");
        }
        if (type == double.class || type == Double.class || type == BigDecimal.class) {
            return ordered("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return ordered("type", "boolean");
        }
        if (type == Instant.class) {
            return ordered("type", "string", "format", "date-time");
        }
        if (type == LocalDate.class) {
            return ordered("type", "string", "format", "date");
        }
        return Map.of();
    }

    private Object record(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("Json$", "");
        Class<?> other = named.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new AssertionError("Two shapes are called " + name + ": " + other + " and " + type);
        }
        if (other == null) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schemas.put(name, schema);
            Map<String, String> words = sources.components(type);
            schema.put("type", "object");
            Sources.of(words, "").ifPresent(w -> schema.put("description", w));
            List<String> required = new ArrayList<>();
            Map<String, Object> properties = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(
                        component.getName(), described(schema(component.getGenericType()), words, component.getName()));
                Class<?> raw = component.getType();
                if (raw != Optional.class && raw != OptionalLong.class && raw != OptionalInt.class) {
                    required.add(component.getName());
                }
            }
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            schema.put("properties", properties);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Object described(Object schema, Map<String, String> words, String name) {
        Map<?, ?> plain = (Map<?, ?>) schema;
        Optional<String> told = Sources.of(words, name);
        if (told.isEmpty() || plain.containsKey("$ref")) {
            return schema;
        }
        Map<Object, Object> described = new LinkedHashMap<>(plain);
        described.put("description", told.get());
        return described;
    }

    private static List<Object> tags(Map<String, Object> paths) {
        return paths.keySet().stream()
                .map(Contract::tag)
                .distinct()
                .<Object>map(tag -> Map.of("name", tag))
                .toList();
    }

    private static String tag(String path) {
        String[] parts = path.split("/", -1);
        return switch (parts[1]) {
            case "api" -> parts[3];
            case "apps" -> "apps";
            default -> "scan";
        };
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.computeIfAbsent(key, k -> new TreeMap<String, Object>());
    }

    /** A copy without shared parts, so that YAML has no anchors. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            // Map.of has an order of its own at each start.
            Map<?, ?> inOrder = map instanceof LinkedHashMap || map instanceof TreeMap ? map : new TreeMap<>(map);
            inOrder.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(Contract::plain).collect(java.util.stream.Collectors.toCollection(ArrayList::new))
                : value;
    }

    private static Map<String, Object> extra() {
        try (InputStream in = Contract.class.getResourceAsStream("contract.yaml")) {
            return new Yaml().load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
