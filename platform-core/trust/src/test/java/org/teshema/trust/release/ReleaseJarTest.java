package org.teshema.trust.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseJarTest {
    private static final String CODE = "org/example/Forklift.class";
    private static final String SIGNATURE = ReleaseRole.DISTRICT.path();

    @Test
    void a_signed_jar_says_what_it_is_and_who_signed_it() throws ReleaseRefused {
        ReleaseJar release = ReleaseJar.read(Jars.signed());
        assertEquals("forklift", release.statement().name());
        assertEquals("[1.0,2)", release.statement().api());
        assertEquals(Jars.files().keySet(), release.files().keySet());
        assertTrue(release.signedBy(Jars.DISTRICT.publicKey()));
        assertFalse(release.signedBy(Jars.OTHER.publicKey()));
        assertFalse(release.countersignedBy(Jars.GATE.publicKey()), "nobody countersigned yet");
    }

    @Test
    void the_gate_signs_the_record_and_the_signature_of_the_district() throws ReleaseRefused {
        byte[] both = ReleaseJar.read(Jars.signed()).countersigned(Jars.GATE).bytes();
        ReleaseJar release = ReleaseJar.read(both);
        assertTrue(release.countersignedBy(Jars.GATE.publicKey()));
        assertFalse(release.countersignedBy(Jars.DISTRICT.publicKey()));
        assertArrayEquals(both, release.bytes(), "the same release is the same bytes");

        // Signed again by the same district: the gate's signature is for another signature, and no longer good.
        Map<String, byte[]> files = Jars.unzipped(ReleaseJar.sign(both, Jars.order("1.2.0"), Jars.DISTRICT));
        files.put(ReleaseRole.CITY.path(), Jars.unzipped(both).get(ReleaseRole.CITY.path()));
        ReleaseJar swapped = ReleaseJar.read(Jars.zip(files));
        assertTrue(swapped.signedBy(Jars.DISTRICT.publicKey()));
        assertFalse(swapped.countersignedBy(Jars.GATE.publicKey()));
    }

    @Test
    void the_gates_signature_of_one_release_is_not_good_for_another() throws ReleaseRefused {
        byte[] old = ReleaseJar.read(Jars.signed()).countersigned(Jars.GATE).bytes();
        Map<String, byte[]> files = Jars.unzipped(ReleaseJar.sign(Jars.unsigned(), Jars.order("1.3.0"), Jars.DISTRICT));
        files.put(ReleaseRole.CITY.path(), Jars.unzipped(old).get(ReleaseRole.CITY.path()));
        assertFalse(ReleaseJar.read(Jars.zip(files)).countersignedBy(Jars.GATE.publicKey()));
    }

    /** Something done to the files of a signed jar, and a word of the refusal. */
    record Tampering(String what, String told, Consumer<Map<String, byte[]>> done) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Tampering> tamperings() {
        return Stream.of(
                new Tampering("a byte of code changed", CODE, files -> files.get(CODE)[7] ^= 1),
                new Tampering("code cut off", CODE, files -> files.put(CODE, new byte[4999])),
                new Tampering("code emptied", CODE, files -> files.put(CODE, new byte[0])),
                new Tampering(
                        "a class added",
                        "org/example/Evil.class",
                        files -> files.put("org/example/Evil.class", new byte[9])),
                new Tampering(
                        "a file added beside the record",
                        "META-INF/teshema/x",
                        files -> files.put("META-INF/teshema/x", new byte[0])),
                new Tampering(
                        "a class for newer JVMs added",
                        "META-INF/versions/17/" + CODE,
                        files -> files.put("META-INF/versions/17/" + CODE, new byte[9])),
                new Tampering("a file removed", CODE, files -> files.remove(CODE)),
                new Tampering(
                        "a file renamed",
                        "Forklift2",
                        files -> files.put("org/example/Forklift2.class", files.remove(CODE))),
                new Tampering(
                        "a file renamed in case only",
                        "forklift.class",
                        files -> files.put("org/example/forklift.class", files.remove(CODE))),
                new Tampering(
                        "two files exchanged",
                        CODE,
                        files -> files.put(CODE, files.put("org/example/规则.csv", files.get(CODE)))),
                new Tampering(
                        "the manifest changed",
                        "MANIFEST.MF",
                        files -> files.put("META-INF/MANIFEST.MF", Jars.text("Manifest-Version: 1.0\n\n"))),
                new Tampering("the manifest removed", "MANIFEST.MF", files -> files.remove("META-INF/MANIFEST.MF")),
                new Tampering(
                        "the record stripped", "META-INF/teshema/release", files -> files.remove(ReleaseRecord.PATH)),
                new Tampering("the signature stripped", SIGNATURE, files -> files.remove(SIGNATURE)),
                new Tampering("record and signature stripped", "META-INF/teshema/release", files -> {
                    files.remove(ReleaseRecord.PATH);
                    files.remove(SIGNATURE);
                }),
                new Tampering("the signature emptied", SIGNATURE, files -> files.put(SIGNATURE, new byte[0])),
                new Tampering(
                        "the signature twice",
                        SIGNATURE,
                        files -> files.put(SIGNATURE, Jars.text(words(files, SIGNATURE) + words(files, SIGNATURE)))),
                new Tampering(
                        "a line of the record removed",
                        CODE,
                        record(text -> text.replaceFirst("entry [0-9a-f]{64} org/example/Forklift.class\n", ""))),
                new Tampering(
                        "a line of the record twice",
                        "one spelling",
                        record(text -> text + text.substring(text.lastIndexOf("entry")))),
                new Tampering("the record with a blank at its end", "one spelling", record(text -> text + " ")),
                new Tampering(
                        "the record with other line ends", "one spelling", record(text -> text.replace("\n", "\r\n"))),
                new Tampering(
                        "the record of another format",
                        "one spelling",
                        record(text -> text.replace("release-v1", "release-v2"))),
                new Tampering(
                        "a record good for ever",
                        "731",
                        record(text -> text.replace("expires 2027-11-28", "expires 9999-12-31"))),
                new Tampering(
                        "a folder that climbs out", "not allowed", files -> files.put("../etc/evil.cfg", new byte[1])),
                new Tampering("an absolute path", "not allowed", files -> files.put("/etc/evil.cfg", new byte[1])));
    }

    private static String words(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static Consumer<Map<String, byte[]>> record(UnaryOperator<String> change) {
        return files -> files.put(ReleaseRecord.PATH, Jars.text(change.apply(words(files, ReleaseRecord.PATH))));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void what_was_changed_after_signing_is_refused_and_named(Tampering tampering) throws ReleaseRefused {
        Map<String, byte[]> files = Jars.unzipped(Jars.signed());
        ReleaseJar.read(Jars.zip(files));
        tampering.done().accept(files);
        ReleaseRefused refused = assertThrows(ReleaseRefused.class, () -> ReleaseJar.read(Jars.zip(files)));
        assertTrue(
                refused.reason().en().contains(tampering.told()),
                refused.reason().en());
        assertFalse(refused.reason().zh().isBlank());
    }

    static Stream<Tampering> changesOfWords() {
        return Stream.of(
                changed("another name", "name forklift", "name elevator"),
                changed("a higher version", "version 1.2.0", "version 9.2.0"),
                changed("another district", "district 310107", "district 310000"),
                changed("another API range", "api [1.0,2)", "api [1.0,9)"),
                changed("more permissions", "permissions -", "permissions archive.all"),
                changed("a later day", "expires 2027-11-28", "expires 2028-11-20"));
    }

    private static Tampering changed(String what, String from, String to) {
        return new Tampering(what, "", record(text -> text.replace(from, to)));
    }

    @ParameterizedTest
    @MethodSource("changesOfWords")
    void a_record_whose_words_were_changed_is_signed_by_nobody(Tampering tampering) throws ReleaseRefused {
        Map<String, byte[]> files = Jars.unzipped(
                ReleaseJar.read(Jars.signed()).countersigned(Jars.GATE).bytes());
        tampering.done().accept(files);
        ReleaseJar changed = ReleaseJar.read(Jars.zip(files));
        assertFalse(changed.signedBy(Jars.DISTRICT.publicKey()));
        assertFalse(changed.countersignedBy(Jars.GATE.publicKey()));
    }

    @Property(tries = 300)
    void whatever_byte_of_a_signed_jar_is_changed_it_is_not_the_same_release(
            @ForAll @IntRange(min = 0, max = 1 << 20) int place, @ForAll @IntRange(min = 1, max = 255) int with)
            throws ReleaseRefused {
        byte[] jar = ReleaseJar.read(Jars.signed()).countersigned(Jars.GATE).bytes();
        Map<String, byte[]> before = ReleaseJar.read(jar).files();
        jar[place % jar.length] ^= (byte) with;
        try {
            ReleaseJar release = ReleaseJar.read(jar);
            boolean good =
                    release.signedBy(Jars.DISTRICT.publicKey()) && release.countersignedBy(Jars.GATE.publicKey());
            // What remains are bytes without meaning, such as a date in the zip's directory.
            if (good) {
                assertEquals(before.keySet(), release.files().keySet());
                before.forEach((path, content) ->
                        assertArrayEquals(content, release.files().get(path), path));
            }
        } catch (ReleaseRefused e) {
            assertFalse(e.reason().zh().isBlank());
        }
    }

    @Property(tries = 100)
    void a_jar_that_was_cut_off_is_refused(@ForAll @IntRange(min = 0, max = 1 << 20) int length) throws ReleaseRefused {
        byte[] jar = Jars.signed();
        byte[] cut = Arrays.copyOf(jar, length % jar.length);
        assertThrows(ReleaseRefused.class, () -> ReleaseJar.read(cut));
    }

    @Test
    void a_zip_that_could_be_read_in_two_ways_is_refused() throws ReleaseRefused {
        byte[] jar = Jars.signed();
        byte[] evil = Jars.zip(Map.of(CODE, new byte[] {1}));
        List<byte[]> zips = new ArrayList<>(
                List.of(joined(jar, new byte[1]), joined(new byte[1], jar), joined(evil, jar), joined(jar, evil)));
        // A name twice in the directory: written under another name of the same length, then renamed in both lists.
        Map<String, byte[]> files = Jars.unzipped(jar);
        files.put("org/example/Forkliff.class", new byte[] {1});
        zips.add(renamed(Jars.zip(files), "Forkliff.class", "Forklift.class"));
        // Another name in one of the two lists only.
        byte[] differing = Jars.zip(new LinkedHashMap<>(Jars.unzipped(jar)));
        differing[new String(differing, StandardCharsets.ISO_8859_1).indexOf("Forklift.class")] = 'G';
        zips.add(differing);
        for (byte[] zip : zips) {
            ReleaseRefused refused = assertThrows(ReleaseRefused.class, () -> ReleaseJar.read(zip));
            assertTrue(
                    refused.reason().en().startsWith("The jar is a zip"),
                    refused.reason().en());
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    private static byte[] renamed(byte[] zip, String from, String to) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_jar_that_is_no_plugin_is_not_signed() {
        byte[] other = Jars.zip(Map.of("META-INF/MANIFEST.MF", Jars.text("Manifest-Version: 1.0\n\n")));
        assertThrows(ReleaseRefused.class, () -> ReleaseJar.sign(other, Jars.order("1.0.0"), Jars.DISTRICT));
        assertThrows(ReleaseRefused.class, () -> ReleaseJar.sign(Jars.unsigned(), Jars.order("1.0"), Jars.DISTRICT));
    }
}
