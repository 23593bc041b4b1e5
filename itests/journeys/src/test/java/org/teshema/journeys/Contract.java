package org.teshema.journeys;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.teshema.journeys.Api.Exchange;

/** Holds every answer against the published contract: one that breaks it fails the test at the call. Thread-safe. */
final class Contract {
    private static final Path FILE = Path.of("../../docs/openapi.yaml");
    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator.createFor(
                    FILE.toAbsolutePath().toString())
            // The validator closes every schema by itself, which no part of a composed one can be.
            .withLevelResolver(LevelResolver.create()
                    .withLevel("validation.response.body.schema.additionalProperties", ValidationReport.Level.IGNORE)
                    .build())
            .build();
    /** Where what the contract speaks of begins; pages for people and the codes of another prefix are not in it. */
    private static final List<String> SPOKEN_OF = List.of("/api/", "/s/", "/n/", "/apps/");

    /** And what it speaks of besides. */
    private static final List<String> ALONE = List.of("/n", "/apps");

    private Contract() {}

    /**
     * Looks at one answer.
     *
     * @throws AssertionError where it breaks the contract
     */
    static void observe(Exchange exchange) {
        String path = exchange.path().split("\\?", 2)[0];
        // Every GET answers HEAD too; the contract says so in words.
        if (exchange.method().equals("HEAD")
                || (SPOKEN_OF.stream().noneMatch(way -> path.startsWith(way) && path.length() > way.length())
                        && !ALONE.contains(path))
                || exchange.body().contains("/problems/no-such-path")) {
            return;
        }
        Request.Method method = Request.Method.valueOf(exchange.method());
        var response = SimpleResponse.Builder.status(exchange.status()).withBody(exchange.body());
        if (!exchange.contentType().isEmpty()) {
            response.withContentType(exchange.contentType());
        }
        ValidationReport report = VALIDATOR.validateResponse(path, method, response.build());
        List<String> errors = report.getMessages().stream()
                .filter(m -> m.getLevel() == ValidationReport.Level.ERROR)
                .map(m -> m.getKey() + " " + m.getMessage())
                .toList();
        if (!errors.isEmpty()) {
            throw new AssertionError("An answer that breaks the contract: " + exchange.method() + " " + path + " "
                    + exchange.status() + ": " + errors + " " + exchange.body());
        }
        if (exchange.status() < 400) {
            Operations.done(exchange.method(), path);
        }
    }

    /** The members a problem always has. */
    static Map<String, Object> problem(Api.Answer answer) {
        if (!answer.header("Content-Type").startsWith("application/problem+json")) {
            throw new AssertionError("Not problem details: " + answer.header("Content-Type") + " " + answer.body());
        }
        return Api.JSON.convertValue(
                answer.json(), new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
    }
}
