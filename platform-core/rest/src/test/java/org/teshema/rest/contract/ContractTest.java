package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Path FILE = Path.of("../../docs/openapi.yaml");

    /** Writes that take no key, each with the reason why it may be sent twice. */
    private static final Map<String, String> WITHOUT_A_KEY = Map.ofEntries(
            Map.entry(
                    "POST /api/v1/sessions",
                    "a log-in makes a session and nothing else; two are two sessions of one person"),
            Map.entry("POST /api/v1/sessions/second-step", "its ticket serves once"),
            Map.entry("POST /api/v1/identities/codes", "a code serves once and for minutes; the last one counts"),
            Map.entry("POST /api/v1/me/organisation", "whoever acts for it already acts for it"),
            Map.entry("DELETE /api/v1/sessions", "what has ended ends no second time"),
            Map.entry("DELETE /api/v1/me/sessions", "what has ended ends no second time"),
            Map.entry("DELETE /api/v1/me/sessions/{id}", "what has ended ends no second time"),
            Map.entry("POST /api/v1/plugins/releases/plan", "it tells what would be done and does nothing"),
            Map.entry("POST /api/v1/rules/replays", "it calculates and writes nothing"),
            Map.entry("POST /s/{text}/actions/{name}", "the token of the offer is its key: it serves once"),
            Map.entry("POST /n/{number}/actions/{name}", "the token of the offer is its key: it serves once"),
            Map.entry("POST /apps/{app}/{page}/actions/{name}", "the token of the offer is its key: it serves once"));

    static OpenAPI parsed() throws IOException {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(Files.readString(FILE), null, options);
        assertEquals(List.of(), result.getMessages());
        assertNotNull(result.getOpenAPI());
        return result.getOpenAPI();
    }

    @Test
    void the_contract_is_what_the_code_does() throws IOException {
        String drawnUp = new Contract().yaml();
        Path copy = Path.of("target", "openapi.yaml");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, drawnUp);
        assertEquals(
                Files.exists(FILE) ? Files.readString(FILE) : "",
                drawnUp,
                "The code and docs/openapi.yaml differ. Read platform-core/rest/target/openapi.yaml; if the change to the"
                        + " contract is meant, copy it over docs/openapi.yaml.");
    }

    @Test
    void every_path_of_the_code_is_in_the_contract_and_no_other() throws IOException {
        Set<String> told = new TreeSet<>();
        parsed().getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().keySet().forEach(method -> told.add(method.name() + " " + path)));
        assertEquals(new TreeSet<>(new Contract().operations()), told);
    }

    @Test
    void every_operation_has_a_name_a_summary_and_tells_its_problems() throws IOException {
        Set<String> names = new HashSet<>();
        parsed().getPaths()
                .forEach(
                        (path, item) -> item.readOperations().forEach(operation -> wellFormed(path, operation, names)));
    }

    @Test
    void every_write_takes_a_key_but_those_that_may_be_sent_twice() throws IOException {
        Set<String> keyless = new TreeSet<>();
        parsed().getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    if (method != PathItem.HttpMethod.GET && !takesAKey(operation)) {
                        keyless.add(method + " " + path);
                    }
                }));
        assertEquals(new TreeSet<>(WITHOUT_A_KEY.keySet()), keyless);
    }

    /** Whether the contract says that it must be sent with a key. */
    static boolean takesAKey(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> "Idempotency-Key".equals(one.getName()) && one.getRequired());
    }

    private static void wellFormed(String path, Operation operation, Set<String> names) {
        assertNotNull(operation.getOperationId(), path);
        assertTrue(names.add(operation.getOperationId()), operation.getOperationId() + " is there twice");
        assertFalse(operation.getSummary().isBlank(), path);
        var problem = operation.getResponses().get("default");
        assertNotNull(problem, operation.getOperationId());
        assertNotNull(problem.getContent().get("application/problem+json"), operation.getOperationId());
        assertTrue(operation.getResponses().size() > 1, operation.getOperationId() + " tells no success");
        assertFalse(operation.getTags().isEmpty(), path);
    }
}
