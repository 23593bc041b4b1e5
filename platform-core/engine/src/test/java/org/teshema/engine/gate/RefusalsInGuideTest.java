package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whoever reads a refusal finds it in the guide, with what to do. The sentences are read from the sources: of each text in two
 * languages the English words between what differs.
 */
class RefusalsInGuideTest {
    private static final Path CORE = Path.of("..").toAbsolutePath().normalize();
    private static final String ENGINE = "engine/src/main/java/org/teshema/engine/";
    private static final String TRUST = "trust/src/main/java/org/teshema/trust/release/";
    private static final List<String> SOURCES = List.of(
            ENGINE + "gate/StaticGate.java",
            ENGINE + "gate/JarCheck.java",
            ENGINE + "gate/CodeCheck.java",
            ENGINE + "gate/CodeReader.java",
            ENGINE + "gate/AllowedCode.java",
            ENGINE + "gate/Admissions.java",
            ENGINE + "gate/AdmissionBook.java",
            ENGINE + "gate/KindShape.java",
            ENGINE + "gate/Guard.java",
            ENGINE + "gate/ReleaseBundles.java",
            ENGINE + "gate/UnreadableJars.java",
            ENGINE + "release/ReleaseCheck.java",
            ENGINE + "release/Releases.java",
            TRUST + "ReleaseJar.java",
            TRUST + "ReleaseRecord.java",
            TRUST + "ReleaseSignature.java",
            TRUST + "PlainZip.java");
    /** Where a text in two languages begins; PluginFault names the step first. */
    private static final Pattern TEXT = Pattern.compile("(new Text|new ReleaseRefused|because|new PluginFault)\\(");
    /** Answered to a question about releases, and no refusal. */
    private static final List<String> NO_REFUSALS = List.of("There is no release ");

    private static final int TOO_SHORT_TO_TELL = 6;

    @Test
    void every_sentence_the_gate_refuses_with_is_in_the_guide() throws IOException {
        String guide = Files.readString(CORE.resolve("../docs/plugin-guide.md").normalize());
        String words = guide.substring(guide.indexOf("## What the gate says, and how to mend it"));
        List<String> missing = new ArrayList<>();
        int sentences = 0;
        for (String source : SOURCES) {
            for (String piece : pieces(Files.readString(CORE.resolve(source)))) {
                sentences++;
                if (!words.contains(piece.strip()) && !NO_REFUSALS.contains(piece)) {
                    missing.add(source.substring(source.lastIndexOf('/') + 1) + ": " + piece);
                }
            }
        }
        assertEquals(List.of(), missing, "sentences that docs/plugin-guide.md does not tell how to mend");
        assertTrue(sentences > 70, "the sentences are no longer found where they were: " + sentences);
    }

    @Test
    void a_sentence_is_found_in_its_pieces() {
        assertEquals(
                List.of("It needs ", ", which is not (here)."),
                pieces(
                        "x(new Text(\"需要 \" + name + \"，没有。\", \"It needs \" + name + \", which\" + \" is not (here).\"));"));
    }

    /** The English words between what differs, of every text. */
    private static List<String> pieces(String source) {
        List<String> pieces = new ArrayList<>();
        for (MatchResult begin : TEXT.matcher(source).results().toList()) {
            boolean step = begin.group(1).endsWith("PluginFault");
            List<String> arguments = arguments(source, begin.end());
            int english = step ? 2 : 1;
            if (arguments.size() == english + 1) {
                // Literals that the formatter broke are one; of a choice both ends are words.
                String whole = arguments.get(english).replaceAll("\"\\s*\\+\\s*\"", "");
                Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"")
                        .matcher(whole)
                        .results()
                        .map(found -> found.group(1).replace("\\\"", "\""))
                        .filter(found -> found.length() > TOO_SHORT_TO_TELL)
                        .forEach(pieces::add);
            }
        }
        return pieces;
    }

    /** What stands between the commas of a call, up to its closing bracket. */
    private static List<String> arguments(String source, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 1;
        boolean quoted = false;
        int begin = from;
        int at = from;
        for (; depth > 0; at++) {
            char here = source.charAt(at);
            if (here == '\\') {
                at++;
            } else if (here == '"') {
                quoted = !quoted;
            } else if (!quoted && here == '(') {
                depth++;
            } else if (!quoted && here == ')') {
                depth--;
            } else if (!quoted && depth == 1 && here == ',') {
                arguments.add(source.substring(begin, at));
                begin = at + 1;
            }
        }
        arguments.add(source.substring(begin, at - 1));
        return arguments;
    }
}
