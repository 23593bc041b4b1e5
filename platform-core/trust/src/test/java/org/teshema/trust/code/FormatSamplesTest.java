package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.trust.code.CodeReading.Genuine;
import org.teshema.trust.code.CodeReading.LookUp;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.TrustedKeys;
import org.teshema.trust.keys.VerificationKeys;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * Labels outlive programs: what was ever printed has a sample in docs/formats/samples, and each still reads. That every format of a city
 * has one is tested where its formats are listed, in {@code CityKeysTest}.
 */
class FormatSamplesTest {
    /** Within the years in which the samples' keys are answered. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

    static List<Path> samples() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("docs/formats/samples"))) {
            here = Optional.ofNullable(here.getParent()).orElseThrow();
        }
        try (Stream<Path> files = Files.list(here.resolve("docs/formats/samples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleStillResolves(Path file) throws IOException {
        Sample sample = Sample.read(file);
        CodePrefix prefix = CodePrefix.parse(sample.field("prefix"));
        List<CodeFormat> formats = new ArrayList<>(List.of(new SignedCodeV1(sample.keys(), CLOCK)));
        Optional.ofNullable(sample.fields().get("issuer")).ifPresent(i -> formats.add(new ImportedCode(List.of(i))));
        CodeReading reading = new CodeReader(prefix, formats).readUrl(sample.field("printed"));

        if (reading instanceof LookUp lookUp) {
            assertEquals(sample.field("format"), lookUp.format());
            assertEquals(sample.field("key"), lookUp.key());
        } else {
            Genuine genuine = assertInstanceOf(Genuine.class, reading);
            CodePayload payload = genuine.payload();
            assertEquals(sample.field("format"), genuine.format());
            assertEquals(sample.field("suite"), String.valueOf(payload.suite()));
            assertEquals(sample.field("key-index"), String.valueOf(payload.keyIndex()));
            assertEquals(sample.field("code-id"), payload.id().hex());
            assertEquals(sample.field("batch"), String.valueOf(payload.batch()));
            assertEquals(sample.field("day"), payload.day().toString());
            assertEquals(sample.field("key-id"), genuine.key().keyId());
        }
    }

    /** A sample file: lines of "name: value", then sections that begin with a line in brackets. */
    private record Sample(Map<String, String> fields, Map<String, String> sections) {
        static Sample read(Path file) throws IOException {
            Map<String, String> fields = new HashMap<>();
            Map<String, String> sections = new HashMap<>();
            String section = "";
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("[")) {
                    section = line;
                } else if (!section.isEmpty()) {
                    sections.merge(section, line + '\n', String::concat);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    int colon = line.indexOf(": ");
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            return new Sample(fields, sections);
        }

        String field(String name) {
            return Optional.ofNullable(fields.get(name)).orElseThrow(() -> new AssertionError("no field " + name));
        }

        VerificationKeys keys() {
            String statement = section("[statement]");
            if (statement.isEmpty()) {
                return index -> Optional.empty();
            }
            Sm2PublicKey root = Sm2PublicKey.ofPem(section("[root key]"), KeyProfile.GM_T_0009);
            byte[] signature =
                    Base64.getDecoder().decode(section("[root signature]").strip());
            IssuingKey key = IssuingKey.ofStatement(statement, signature);
            assertEquals(section("[issuing key]"), key.publicKey().pem());
            return TrustedKeys.of(root, List.of(key));
        }

        private String section(String name) {
            return sections.getOrDefault(name, "");
        }
    }
}
