package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.teshema.api.device.OrganisationKind;
import org.teshema.rest.RestResource;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.rest.ops.OperationName;

/**
 * Every write of the contract, sent whole and without its key, is refused for that alone. The resources have nothing behind them: one
 * that asked a service before it asked for the key would stumble.
 */
class KeylessWritesTest {
    private static OpenAPI contract;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        contract = ContractTest.parsed();
        List<RestResource> resources = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        keyed().values().forEach(operation -> names.add(operation.getOperationId()));
        for (Class<?> type : Contract.resources()) {
            if (Arrays.stream(type.getDeclaredMethods()).map(OperationName::of).anyMatch(names::contains)) {
                resources.add(withNothingBehind(type));
            }
        }
        server = new TestServer(
                Map.of("city", TestServer.actor(1, OrganisationKind.CITY_BUREAU, "310000")),
                resources.toArray(RestResource[]::new));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> without_its_key_it_is_refused() {
        return keyed().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> refused(one.getKey(), one.getValue())));
    }

    @Test
    void there_are_writes_to_be_refused() {
        assertFalse(keyed().size() < 40, () -> keyed().keySet().toString());
    }

    private static Map<String, Operation> keyed() {
        Map<String, Operation> keyed = new LinkedHashMap<>();
        contract.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    if (ContractTest.takesAKey(operation)) {
                        keyed.put(method + " " + path, operation);
                    }
                }));
        return keyed;
    }

    private static void refused(String name, Operation operation) throws IOException {
        String[] words = name.split(" ", 2);
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer city", "Accept", "application/json"));
        String body = null;
        if (operation.getRequestBody() != null) {
            Content content = operation.getRequestBody().getContent();
            String type = content.keySet().iterator().next();
            headers.addAll(List.of("Content-Type", type));
            body = type.equals("application/json")
                    ? Json.MAPPER.writeValueAsString(example(content.get(type).getSchema()))
                    : "x";
        }
        HttpResponse<String> answer =
                server.send(words[0], words[1].replaceAll("\\{\\w+}", "1"), body, headers.toArray(String[]::new));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        JsonNode problem = Json.MAPPER.readTree(answer.body());
        assertEquals("/problems/invalid-value", problem.path("type").asText());
        assertEquals("Idempotency-Key", problem.path("field").asText(), answer.body());
    }

    /** The least that the schema lets through. */
    private static Object example(Schema<?> schema) {
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
            return example(contract.getComponents().getSchemas().get(name));
        }
        if (schema.getEnum() != null) {
            return schema.getEnum().get(0);
        }
        return switch (schema.getType() == null ? "object" : schema.getType()) {
            case "string" -> words(schema.getFormat() == null ? "" : schema.getFormat());
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" -> List.of();
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                if (schema.getRequired() != null) {
                    schema.getRequired()
                            .forEach(one -> members.put(
                                    one, example(schema.getProperties().get(one))));
                }
                yield members;
            }
        };
    }

    private static String words(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "date" -> "2026-03-02";
            case "date-time" -> "2026-03-02T01:00:00Z";
            default -> "1";
        };
    }

    /** Such a resource, which would stumble over whatever it asks, but for these. */
    static RestResource withNothingBehind(Class<?> type, Object... butThese) throws ReflectiveOperationException {
        Constructor<?> made = type.getConstructors()[0];
        Object[] behind = Arrays.stream(made.getParameterTypes())
                .map(wanted -> Arrays.stream(butThese)
                        .filter(wanted::isInstance)
                        .findFirst()
                        .orElse(null))
                .toArray();
        return (RestResource) made.newInstance(behind);
    }
}
