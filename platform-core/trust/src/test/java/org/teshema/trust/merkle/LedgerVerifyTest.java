package org.teshema.trust.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;
import org.teshema.trust.sm.Sm3;
import org.teshema.trust.sm.SoftwareSigner;

/** The stand-alone verifier, which shares no line with the platform, agrees with it on what is genuine and what is not. */
class LedgerVerifyTest {
    private static final int SIZE = 70;

    /** GB/T 32918.5-2017, A.2. */
    private static final String STANDARD_SPKI = "3059301306072A8648CE3D020106082A811CCF5501822D03420004"
            + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
            + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

    private static final String STANDARD_SIGNATURE = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
            + "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";

    @TempDir
    static Path classes;

    private static Path source;
    private static Method run;
    private static ClassLoader loader;

    @TempDir
    Path folder;

    private final Signer ledger = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    private final TestTree tree = new TestTree(TreeHash.SM3, SIZE);

    @BeforeAll
    static void compile() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("tools/verify/LedgerVerify.java"))) {
            here = Optional.ofNullable(here.getParent()).orElseThrow();
        }
        source = here.resolve("tools/verify/LedgerVerify.java");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-d", classes.toString(), source.toString());
        assertEquals(0, result);
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        run = loader.loadClass("LedgerVerify").getDeclaredMethod("run", String[].class, PrintStream.class);
        run.setAccessible(true);
    }

    @BeforeEach
    void writeKey() throws IOException {
        write("key.pem", ledger.publicKey().pem());
        write(
                "other.pem",
                SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom())
                        .publicKey()
                        .pem());
    }

    @Test
    void itsOwnHashAndSignatureAreTheOnesOfTheStandards() throws Exception {
        Method hash = loader.loadClass("LedgerVerify$Sm3").getDeclaredMethod("hash", byte[][].class);
        hash.setAccessible(true);
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                HexFormat.of().formatHex((byte[]) hash.invoke(null, (Object) new byte[][] {abc})));
        for (int length = 0; length < 200; length++) {
            byte[] zeros = new byte[length];
            assertArrayEquals(Sm3.hash(zeros), (byte[]) hash.invoke(null, (Object) new byte[][] {zeros}));
        }

        Class<?> keyClass = loader.loadClass("LedgerVerify$Key");
        Method read = keyClass.getDeclaredMethod("read", String.class);
        Method verify = keyClass.getDeclaredMethod("verify", byte[].class, byte[].class);
        read.setAccessible(true);
        verify.setAccessible(true);
        write(
                "standard.pem",
                Sm2PublicKey.ofSpki(hex(STANDARD_SPKI), KeyProfile.GM_T_0009).pem());
        Object key = read.invoke(null, folder.resolve("standard.pem").toString());
        byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = hex(STANDARD_SIGNATURE);
        assertEquals(true, verify.invoke(key, message, signature));
        for (int bit = 0; bit < 512; bit += 37) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertEquals(false, verify.invoke(key, message, changed));
        }
        assertEquals(false, verify.invoke(key, message, new byte[64]));
    }

    @Test
    void aStrangerRunsItFromItsSource() throws Exception {
        inclusionFiles(5, SIZE);
        consistencyFiles(33, SIZE);
        List<String> lines = new ArrayList<>();
        assertEquals(0, launched(lines, "inclusion", "new.txt", "inclusion.json", "key.pem"));
        assertEquals(0, launched(lines, "consistency", "old.txt", "new.txt", "consistency.json", "key.pem"));
        assertEquals(1, launched(lines, "inclusion", "new.txt", "inclusion.json", "other.pem"));
        assertTrue(lines.get(0).startsWith("OK leaf 5 is in the ledger"), lines.get(0));
        assertTrue(lines.get(1).startsWith("OK the ledger"), lines.get(1));
        assertTrue(lines.get(2).startsWith("NOT VERIFIED: "), lines.get(2));
    }

    @Test
    void inclusionProofsOfThePlatformVerify() throws Exception {
        for (int size : new int[] {1, 7, SIZE}) {
            for (int index = 0; index < size; index += 1 + size / 6) {
                inclusionFiles(index, size);
                assertEquals(0, verify("inclusion", "new.txt", "inclusion.json", "key.pem"), index + " of " + size);
            }
        }
    }

    @Test
    void consistencyProofsOfThePlatformVerify() throws Exception {
        for (int size : new int[] {2, 33, SIZE}) {
            for (int old = 1; old <= size; old += 1 + size / 6) {
                consistencyFiles(old, size);
                assertEquals(
                        0,
                        verify("consistency", "old.txt", "new.txt", "consistency.json", "key.pem"),
                        old + " to " + size);
            }
        }
    }

    @Test
    void noChangedInclusionProofVerifies() throws Exception {
        inclusionFiles(5, SIZE);
        String json = read("inclusion.json");
        String leaf = Base64.getEncoder().encodeToString("leaf 5".getBytes(StandardCharsets.US_ASCII));
        String other = Base64.getEncoder().encodeToString("leaf 6".getBytes(StandardCharsets.US_ASCII));
        List<byte[]> proof = tree.merkle().inclusionProof(5, SIZE, tree);
        List<String> bad = List.of(
                json.replace("\"index\":5", "\"index\":4"),
                json.replace("\"index\":5", "\"index\":-1"),
                json.replace("\"index\":5", "\"index\":70"),
                json.replace("\"size\":70", "\"size\":69"),
                json.replace(leaf, other),
                inclusion(5, SIZE, proof.subList(1, proof.size())),
                inclusion(5, SIZE, proof.subList(0, proof.size() - 1)),
                inclusion(5, SIZE, plus(proof, proof.get(0))),
                inclusion(5, SIZE, plus(proof.subList(1, proof.size()), proof.get(0))),
                inclusion(5, SIZE, List.of()),
                json.replace("\"proof\"", "\"evidence\""),
                json + "x",
                json.substring(0, json.length() / 2),
                "[]",
                "");
        for (String one : bad) {
            write("inclusion.json", one);
            assertEquals(1, verify("inclusion", "new.txt", "inclusion.json", "key.pem"), one);
        }
        assertEquals(1, verify("inclusion", "new.txt", "absent.json", "key.pem"));
    }

    @Test
    void noChangedConsistencyProofOrCheckpointVerifies() throws Exception {
        consistencyFiles(33, SIZE);
        String json = read("consistency.json");
        List<byte[]> proof = tree.merkle().consistencyProof(33, SIZE, tree);
        for (String one : List.of(
                json.replace("\"oldSize\":33", "\"oldSize\":32"),
                json.replace("\"newSize\":70", "\"newSize\":71"),
                consistency(33, SIZE, proof.subList(1, proof.size())),
                consistency(33, SIZE, plus(proof, proof.get(0))),
                consistency(33, SIZE, List.of()))) {
            write("consistency.json", one);
            assertEquals(1, verify("consistency", "old.txt", "new.txt", "consistency.json", "key.pem"), one);
        }
        write("consistency.json", json);
        assertEquals(1, verify("consistency", "new.txt", "old.txt", "consistency.json", "key.pem"));
        assertEquals(1, verify("consistency", "old.txt", "new.txt", "consistency.json", "other.pem"));
        String note = read("new.txt");
        for (String one : List.of(
                note.replace("\n70\n", "\n71\n"),
                note.replace("ledger", "lodger"),
                note.replace("2026", "2025"),
                note.replace("\n\n", "\n"),
                note + "\n",
                note.substring(0, note.indexOf("\n\n") + 2))) {
            write("new.txt", one);
            assertEquals(1, verify("consistency", "old.txt", "new.txt", "consistency.json", "key.pem"), one);
        }
    }

    @Test
    void aLedgerThatWasRewrittenIsFoundOut() throws Exception {
        consistencyFiles(33, SIZE);
        TestTree rewritten = new TestTree(TestTree.SHA_256, SIZE);
        write(
                "new.txt",
                SignedCheckpoint.sign(checkpoint(rewritten, SIZE), ledger).note());
        assertEquals(1, verify("consistency", "old.txt", "new.txt", "consistency.json", "key.pem"));
    }

    @Test
    void codesOfThePlatformVerifyAndChangedOnesDoNot() throws Exception {
        CodePrefix prefix = CodePrefix.parse("https://s.sh.gov.cn/s/");
        SignedCodeV1 format = new SignedCodeV1(index -> Optional.empty(), Clock.systemUTC());
        for (int i = 0; i < 4; i++) {
            CodePayload payload =
                    new CodePayload(1, i, CodeId.random(new SecureRandom()), 1000 + i, LocalDate.of(2026, 5, 1));
            String text = format.issue(prefix, payload, ledger);
            assertEquals(0, verify("code", prefix.url() + text, "key.pem"));
            assertEquals(1, verify("code", prefix.url() + text, "other.pem"));
            assertEquals(1, verify("code", "https://s.bj.gov.cn/s/" + text, "key.pem"));
            assertEquals(1, verify("code", prefix.url() + text.substring(1), "key.pem"));
            char changed = text.charAt(100) == '9' ? '8' : '9';
            assertEquals(
                    1,
                    verify("code", prefix.url() + text.substring(0, 100) + changed + text.substring(101), "key.pem"));
        }
        assertEquals(1, verify("code", "nonsense", "key.pem"));
        assertEquals(1, verify());
        assertEquals(1, verify("code"));
    }

    private void inclusionFiles(int index, int size) throws IOException {
        write("new.txt", SignedCheckpoint.sign(checkpoint(tree, size), ledger).note());
        write("inclusion.json", inclusion(index, size, tree.merkle().inclusionProof(index, size, tree)));
    }

    private void consistencyFiles(int old, int size) throws IOException {
        write("old.txt", SignedCheckpoint.sign(checkpoint(tree, old), ledger).note());
        write("new.txt", SignedCheckpoint.sign(checkpoint(tree, size), ledger).note());
        write("consistency.json", consistency(old, size, tree.merkle().consistencyProof(old, size, tree)));
    }

    private static Checkpoint checkpoint(TestTree of, int size) {
        return new Checkpoint("example/ledger", size, of.mth(0, size), Instant.parse("2026-05-01T00:00:00Z"));
    }

    private static String inclusion(int index, int size, List<byte[]> proof) {
        String leaf = Base64.getEncoder().encodeToString(("leaf " + index).getBytes(StandardCharsets.US_ASCII));
        return "{\"index\":" + index + ",\"size\":" + size + ",\"note\":\"\\u4f60 \\\"x\\\" 1.5\",\"other\":[1.5,null],"
                + "\"leaf\":\"" + leaf + "\",\"proof\":" + list(proof) + "}";
    }

    private static String consistency(int old, int size, List<byte[]> proof) {
        return "{ \"oldSize\":" + old + ",\n \"newSize\":" + size + ", \"proof\":" + list(proof) + "}\n";
    }

    private static String list(List<byte[]> proof) {
        return proof.stream()
                .map(hash -> '"' + Base64.getEncoder().encodeToString(hash) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static List<byte[]> plus(List<byte[]> proof, byte[] more) {
        List<byte[]> out = new ArrayList<>(proof);
        out.add(more);
        return out;
    }

    private int verify(String... arguments) throws ReflectiveOperationException, IOException {
        String[] resolved = Arrays.stream(arguments).map(this::resolved).toArray(String[]::new);
        try (PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8)) {
            return (int) run.invoke(null, resolved, out);
        }
    }

    private int launched(List<String> lines, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(source.toString());
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the verifier does not end");
        lines.add(Files.readString(out));
        return process.exitValue();
    }

    private String resolved(String argument) {
        return argument.matches("[a-z]+\\.(txt|json|pem)")
                ? folder.resolve(argument).toString()
                : argument;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
