package org.teshema.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.ApiChanges.Change;
import org.teshema.api.ApiChanges.Weight;
import org.teshema.api.plugin.Plugin;

/**
 * The shape of the contract changes on purpose or not at all: it is compared with {@code api.txt}. Run with
 * {@code -Dapi.accept} it writes that file anew.
 */
class ApiBaselineTest {
    private static final Path BASELINE = Path.of("api.txt");
    private static final Pattern EXPORT = Pattern.compile("([a-z.]+);version=\"([0-9.]+)\"");

    @Test
    void the_contract_has_the_shape_that_was_agreed_on() throws Exception {
        String now = ApiShape.of(versions());
        if (System.getProperty("api.accept") != null) {
            Files.writeString(BASELINE, now);
        }
        assertTrue(Files.exists(BASELINE), "There is no api.txt; -Dapi.accept writes it");
        String agreed = Files.readString(BASELINE);
        List<Change> changes = ApiChanges.between(agreed, now);
        if (!changes.isEmpty()) {
            fail(told(changes, ApiChanges.versions(agreed)));
        }
        assertEquals(agreed, now, "Only versions or the order of lines changed; -Dapi.accept writes api.txt anew");
    }

    private static String told(List<Change> changes, Map<String, String> agreed) {
        String lines = changes.stream()
                .sorted(Comparator.comparing(Change::weight).reversed())
                .map(change -> "  " + change.weight() + "  " + change.inPackage() + "." + change.words())
                .collect(Collectors.joining("\n"));
        var heaviest = new TreeMap<String, Weight>();
        changes.forEach(
                change -> heaviest.merge(change.inPackage(), change.weight(), (a, b) -> a == Weight.MAJOR ? a : b));
        String versions = heaviest.entrySet().stream()
                .map(one -> "  " + one.getKey() + " "
                        + ApiChanges.raised(agreed.getOrDefault(one.getKey(), "0.0.0"), one.getValue()))
                .collect(Collectors.joining("\n"));
        return "The contract with plugins changed:\n" + lines
                + "\nOnce released, that makes these versions (@Version in package-info.java):\n" + versions
                + "\nIf it is meant: mvn -pl platform-core/api test -Dtest=ApiBaselineTest -Dapi.accept"
                + " and commit api.txt.";
    }

    @Test
    void of_a_type_everything_is_told_that_somebody_may_rely_on() {
        assertEquals(
                List.of(
                        "sealed interface",
                        "permits ApiBaselineTest.Sample.One",
                        "static final String NAME = sample",
                        "abstract List<String> asked(Map<String, Set<Integer>>, int[]) throws Exception",
                        "default void grown()",
                        "static boolean known(String)"),
                ApiShape.lines(Sample.class));
        assertEquals(
                List.of(
                        "record",
                        "implements ApiBaselineTest.Sample",
                        "component long id",
                        "component List<String> words",
                        "new(long)",
                        "new(long, List<String>)",
                        "List<String> asked(Map<String, Set<Integer>>, int[])",
                        "List<String> words()",
                        "long id()"),
                ApiShape.lines(Sample.One.class));
        assertEquals(List.of("enum", "constant B", "constant A"), ApiShape.lines(Letters.class));
    }

    /** A type with a bit of everything. */
    public sealed interface Sample {
        String NAME = "sample";

        List<String> asked(Map<String, Set<Integer>> how, int[] often) throws Exception;

        default void grown() {}

        static boolean known(String word) {
            return word.equals(NAME);
        }

        /** A record that grew. */
        record One(long id, List<String> words) implements Sample {
            public One(long id) {
                this(id, List.of());
            }

            @Override
            public List<String> asked(Map<String, Set<Integer>> how, int[] often) {
                return words;
            }
        }
    }

    /** Not in the order of the alphabet. */
    public enum Letters {
        B,
        A
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // what a type was | what it is | what that weighs
                "interface                        | interface;default void b()            | MINOR",
                "interface                        | interface;static void b()             | MINOR",
                "interface                        | interface;abstract void b()           | MAJOR",
                "sealed interface                 | sealed interface;abstract void b()    | MAJOR",
                "provided by the platform;interface | provided by the platform;interface;abstract void b() | MINOR",
                "interface;abstract void b()      | interface                             | MAJOR",
                "interface;default void b()       | interface                             | MAJOR",
                "interface;abstract void b()      | interface;default void b()            | MINOR",
                "interface;default void b()       | interface;abstract void b()           | MAJOR",
                "interface;abstract int b()       | interface;abstract long b()           | MAJOR",
                "interface;abstract int b()       | interface;abstract int b() throws Exception | MAJOR",
                "sealed interface;permits X       | sealed interface;permits X;permits Y  | MINOR",
                "sealed interface;permits X       | sealed interface                      | MAJOR",
                "interface                        | sealed interface                      | MAJOR",
                "provided by the platform;interface | interface                           | MAJOR",
                "enum;constant A                  | enum;constant A;constant B            | MINOR",
                "enum;constant A;constant B       | enum;constant A                       | MAJOR",
                "record;component int a;new(int)  | record;component int a;component int b;new(int);new(int, int) | MINOR",
                "record;component int a;new(int)  | record;component int a;component int b;new(int, int) | MAJOR",
                "class;static final int A = 1     | class;static final int A = 2          | MAJOR"
            })
    void a_change_weighs_as_much_as_it_breaks(String before, String after, Weight weight) {
        List<Change> changes = ApiChanges.between(shape(before), shape(after));
        assertEquals(
                weight,
                changes.stream()
                        .map(Change::weight)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                changes::toString);
        assertEquals(List.of(), ApiChanges.between(shape(after), shape(after)));
    }

    @Test
    void a_type_that_comes_is_minor_and_one_that_goes_is_major() {
        String none = "package p 1.2.3\n";
        assertEquals(
                List.of(new Change(Weight.MINOR, "p", "T: the type is new")),
                ApiChanges.between(none, shape("interface")));
        assertEquals(
                List.of(new Change(Weight.MAJOR, "p", "T: the type is gone: plugins that name it no longer resolve")),
                ApiChanges.between(shape("interface"), none));
        assertEquals("1.3.0", ApiChanges.raised("1.2.3", Weight.MINOR));
        assertEquals("2.0.0", ApiChanges.raised("1.2.3", Weight.MAJOR));
    }

    @Test
    void whoever_changes_the_contract_reads_what_changed_how_much_and_how_to_accept_it() {
        String told = told(
                ApiChanges.between(shape("interface;default void a()"), shape("interface;default void b()")),
                Map.of("p", "1.2.0"));
        assertTrue(told.contains("MAJOR  p.T: no longer \"default void a()\""), told);
        assertTrue(told.contains("MINOR  p.T: \"default void b()\" is new"), told);
        assertTrue(told.contains("  p 2.0.0\n"), told);
        assertTrue(told.contains("-Dapi.accept"), told);
    }

    private static String shape(String lines) {
        return "package p 1.2.3\n  T\n    " + lines.replace(";", "\n    ") + "\n";
    }

    /** The versions that the bundle exports its packages with. */
    private static Map<String, String> versions() throws Exception {
        Path classes = Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            String exports = new Manifest(in).getMainAttributes().getValue("Export-Package");
            return EXPORT.matcher(exports.replaceAll(";uses:=\"[^\"]*\"", ""))
                    .results()
                    .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        }
    }
}
