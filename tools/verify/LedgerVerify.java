// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks codes and ledger proofs with nothing but a JDK (17 or newer): no library, no line shared with the platform.
 *
 * <pre>
 * java LedgerVerify.java inclusion   checkpoint.txt proof.json ledger-key.pem
 * java LedgerVerify.java consistency old.txt new.txt proof.json ledger-key.pem
 * java LedgerVerify.java code        URL issuing-key.pem
 * </pre>
 *
 * <p>It prints one sentence and exits 0 when the claim holds, 1 when it does not or cannot be read. It is written to be read:
 * SM3 (GB/T 32905), SM2 verification (GB/T 32918.2) and the tree of RFC 9162, section 2.1, in their plainest form.
 */
public final class LedgerVerify {
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    /** What {@link #main} does, without leaving the process. */
    static int run(String[] arguments, PrintStream out) {
        try {
            out.println("OK " + switch (arguments.length == 0 ? "" : arguments[0] + ' ' + arguments.length) {
                case "inclusion 4" -> inclusion(arguments[1], arguments[2], arguments[3]);
                case "consistency 5" -> consistency(arguments[1], arguments[2], arguments[3], arguments[4]);
                case "code 3" -> code(arguments[1], arguments[2]);
                default -> throw new Refusal("usage: inclusion CHECKPOINT PROOF KEY | consistency OLD NEW PROOF KEY"
                        + " | code URL KEY");
            });
            return 0;
        } catch (Refusal | IllegalArgumentException | ClassCastException | IOException e) {
            out.println("NOT VERIFIED: " + e.getMessage());
            return 1;
        }
    }

    /** The claim does not hold; the message says where. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Refusal(otherwise);
        }
    }

    // ---- commands ----

    private static String inclusion(String checkpointFile, String proofFile, String keyFile) throws IOException {
        Checkpoint head = Checkpoint.read(checkpointFile, Key.read(keyFile));
        Map<?, ?> json = proofOf(proofFile);
        long index = number(json, "index");
        require(number(json, "size") == head.size, "the proof is for another size than the checkpoint's " + head.size);
        require(index >= 0 && index < head.size, "the index is not below the size");
        byte[] leaf;
        if (json.get("leaf") != null) {
            leaf = Sm3.hash(new byte[] {0}, base64((String) json.get("leaf")));
            Object stated = json.get("leafHash");
            require(stated == null || Arrays.equals(leaf, base64((String) stated)), "leaf and leafHash differ");
        } else {
            require(json.get("leafHash") != null, "the proof names neither leaf nor leafHash");
            leaf = base64((String) json.get("leafHash"));
        }
        byte[] root = climb(leaf, index, head.size - 1, hashes(json), 0);
        require(Arrays.equals(root, head.root), "the proof leads to another root than the checkpoint's");
        return "leaf " + index + " is in the ledger " + head.origin + " of size " + head.size + ", signed by "
                + head.keyId + " at " + head.time + '.';
    }

    private static String consistency(String oldFile, String newFile, String proofFile, String keyFile)
            throws IOException {
        Key key = Key.read(keyFile);
        Checkpoint old = Checkpoint.read(oldFile, key);
        Checkpoint now = Checkpoint.read(newFile, key);
        Map<?, ?> json = proofOf(proofFile);
        List<byte[]> proof = hashes(json);
        require(old.origin.equals(now.origin), "the checkpoints are of different ledgers");
        require(number(json, "oldSize") == old.size, "the proof is for another old size");
        require(number(json, "newSize") == now.size, "the proof is for another new size");
        require(old.size > 0, "nothing can be proven from an empty ledger");
        require(old.size <= now.size, "the new ledger is smaller than the old one");
        if (old.size == now.size) {
            require(proof.isEmpty(), "equal sizes need no proof");
            require(Arrays.equals(old.root, now.root), "two different ledgers of the same size");
            return "both checkpoints state the same ledger of size " + old.size + '.';
        }
        // Skip the levels that are complete in the old tree: below them both trees are alike.
        long node = old.size - 1;
        long last = now.size - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] start = old.root;
        int from = 0;
        if (node != 0) {
            require(!proof.isEmpty(), "the proof is too short");
            start = proof.get(0);
            from = 1;
        }
        byte[] newRoot = climb(start, node, last, proof, from);
        // The old root takes only the siblings on the left.
        byte[] oldRoot = start;
        long n = node;
        long l = last;
        for (byte[] sibling : proof.subList(from, proof.size())) {
            if ((n & 1) == 1 || n == l) {
                oldRoot = Sm3.hash(new byte[] {1}, sibling, oldRoot);
                while ((n & 1) == 0 && n != 0) {
                    n >>= 1;
                    l >>= 1;
                }
            }
            n >>= 1;
            l >>= 1;
        }
        require(Arrays.equals(oldRoot, old.root), "the proof leads to another root than the old checkpoint's");
        require(Arrays.equals(newRoot, now.root), "the proof leads to another root than the new checkpoint's");
        return "the ledger " + now.origin + " of size " + now.size + " begins with all " + old.size
                + " leaves of the old one, unchanged.";
    }

    private static String code(String url, String keyFile) throws IOException {
        Key key = Key.read(keyFile);
        int slash = url.lastIndexOf('/');
        String prefix = url.substring(0, slash + 1);
        String digits = url.substring(slash + 1);
        require(digits.matches("[0-9]{198}"), "a code has 198 digits after the last slash");
        BigInteger number = new BigInteger(digits);
        require(number.bitLength() <= 656, "the number is out of range");
        byte[] all = fixed(number, 82);
        require(all[0] == 1, "unknown version " + all[0]);
        byte[] payload = Arrays.copyOf(all, 18);
        byte[] signature = Arrays.copyOfRange(all, 18, 82);
        byte[] signed = join(("TESHEMA-CODE-V1\n" + prefix + "\n").getBytes(StandardCharsets.UTF_8), payload);
        require(key.verify(signed, signature), "this key did not sign this code for " + prefix);
        int batch = new BigInteger(1, payload, 13, 3).intValue();
        int day = new BigInteger(1, payload, 16, 2).intValue();
        return "code " + HexFormat.of().formatHex(payload, 3, 13) + " of batch " + batch + ", signed on "
                + LocalDate.of(2020, 1, 1).plusDays(day) + " for " + prefix + " by issuing key "
                + new BigInteger(1, payload, 1, 2) + " (" + key.id + ").";
    }

    /** From a node up to the root, RFC 9162 section 2.1.3.2; every sibling must be used and the root reached. */
    private static byte[] climb(byte[] start, long node, long last, List<byte[]> siblings, int from) {
        byte[] hash = start;
        for (byte[] sibling : siblings.subList(from, siblings.size())) {
            require(last != 0, "the proof is too long");
            if ((node & 1) == 1 || node == last) {
                hash = Sm3.hash(new byte[] {1}, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Sm3.hash(new byte[] {1}, hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        require(last == 0, "the proof is too short");
        return hash;
    }

    // ---- files ----

    /** Four lines, an empty one, and the signature line; the signature is verified on reading. */
    private static final class Checkpoint {
        final String origin;
        final long size;
        final byte[] root;
        final String time;
        final String keyId;

        private Checkpoint(String[] lines, String keyId) {
            this.origin = lines[0];
            require(lines[1].matches("0|[1-9][0-9]{0,17}"), "the size of the checkpoint is not a number");
            this.size = Long.parseLong(lines[1]);
            this.root = base64(lines[2]);
            this.time = lines[3].replaceFirst("^time ", "");
            this.keyId = keyId;
            require(root.length == 32, "the root of the checkpoint has not 32 bytes");
        }

        static Checkpoint read(String file, Key key) throws IOException {
            String note = Files.readString(Path.of(file));
            String[] lines = note.split("\n", -1);
            require(lines.length == 7 && lines[4].isEmpty() && lines[6].isEmpty(), file + " is not a checkpoint");
            String[] signature = lines[5].split(" ", -1);
            require(signature.length == 3 && signature[0].equals("\u2014"), file + " has no signature line");
            require(signature[1].equals(key.id), file + " is signed by " + signature[1] + ", the key is " + key.id);
            String text = note.substring(0, note.indexOf("\n\n") + 1);
            boolean good = key.verify(text.getBytes(StandardCharsets.UTF_8), base64(signature[2]));
            require(good, "the signature of " + file + " is wrong");
            return new Checkpoint(lines, key.id);
        }
    }

    private static Map<?, ?> proofOf(String file) throws IOException {
        Json json = new Json(Files.readString(Path.of(file)));
        Object value = json.value(0);
        json.end();
        require(value instanceof Map, file + " is not a JSON object");
        return (Map<?, ?>) value;
    }

    private static long number(Map<?, ?> json, String name) {
        require(json.get(name) instanceof Long, "the proof has no whole number \"" + name + '"');
        return (Long) json.get(name);
    }

    private static List<byte[]> hashes(Map<?, ?> json) {
        require(json.get("proof") instanceof List, "the proof has no list \"proof\"");
        List<byte[]> out = new ArrayList<>();
        for (Object one : (List<?>) json.get("proof")) {
            out.add(base64((String) one));
            require(out.get(out.size() - 1).length == 32, "a hash of the proof has not 32 bytes");
        }
        require(out.size() <= 128, "the proof is too long");
        return out;
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    // ---- SM2 ----

    /** A public key on the recommended curve of GB/T 32918.5, with the default id of GM/T 0009. */
    private static final class Key {
        private static final BigInteger P = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
        private static final BigInteger A = P.subtract(BigInteger.valueOf(3));
        private static final BigInteger B = hex("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
        private static final BigInteger N = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
        private static final BigInteger[] G = {
            hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
            hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0")
        };
        private static final String SPKI = "3059301306072a8648ce3d020106082a811ccf5501822d03420004";
        private static final byte[] ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

        final String id;
        private final BigInteger[] point;

        private Key(byte[] spki) {
            require(spki.length == 91 && HexFormat.of().formatHex(spki, 0, 27).equals(SPKI), "not an SM2 public key");
            BigInteger x = new BigInteger(1, spki, 27, 32);
            BigInteger y = new BigInteger(1, spki, 59, 32);
            BigInteger right = x.multiply(x).add(A).multiply(x).add(B).mod(P);
            boolean on = x.compareTo(P) < 0 && y.compareTo(P) < 0 && y.multiply(y).mod(P).equals(right);
            require(on, "the public key is not on the curve");
            this.point = new BigInteger[] {x, y};
            this.id = HexFormat.of().formatHex(Sm3.hash(spki), 0, 8);
        }

        static Key read(String file) throws IOException {
            String pem = Files.readString(Path.of(file)).strip();
            String begin = "-----BEGIN PUBLIC KEY-----";
            String end = "-----END PUBLIC KEY-----";
            require(pem.startsWith(begin) && pem.endsWith(end), file + " is not a public key in PEM");
            return new Key(base64(pem.substring(begin.length(), pem.length() - end.length()).replaceAll("\\s", "")));
        }

        /** GB/T 32918.2, section 7.1. */
        boolean verify(byte[] message, byte[] signature) {
            if (signature.length != 64) {
                return false;
            }
            BigInteger r = new BigInteger(1, signature, 0, 32);
            BigInteger s = new BigInteger(1, signature, 32, 32);
            if (r.signum() == 0 || s.signum() == 0 || r.compareTo(N) >= 0 || s.compareTo(N) >= 0) {
                return false;
            }
            byte[] length = {(byte) (8 * ID.length >> 8), (byte) (8 * ID.length)};
            byte[] za = Sm3.hash(length, ID, fixed(A, 32), fixed(B, 32), fixed(G[0], 32), fixed(G[1], 32),
                    fixed(point[0], 32), fixed(point[1], 32));
            BigInteger e = new BigInteger(1, Sm3.hash(za, message));
            BigInteger t = r.add(s).mod(N);
            if (t.signum() == 0) {
                return false;
            }
            BigInteger[] sum = add(multiply(s, G), multiply(t, point));
            return sum != null && e.add(sum[0]).mod(N).equals(r);
        }

        private static BigInteger[] multiply(BigInteger k, BigInteger[] point) {
            BigInteger[] out = null;
            for (int bit = k.bitLength() - 1; bit >= 0; bit--) {
                out = add(out, out);
                if (k.testBit(bit)) {
                    out = add(out, point);
                }
            }
            return out;
        }

        /** The sum of two points; null is the point at infinity. */
        private static BigInteger[] add(BigInteger[] a, BigInteger[] b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            BigInteger slope;
            if (a[0].equals(b[0])) {
                if (!a[1].equals(b[1]) || a[1].signum() == 0) {
                    return null;
                }
                BigInteger three = BigInteger.valueOf(3);
                slope = a[0].multiply(a[0]).multiply(three).add(A).multiply(a[1].shiftLeft(1).modInverse(P)).mod(P);
            } else {
                slope = b[1].subtract(a[1]).multiply(b[0].subtract(a[0]).modInverse(P)).mod(P);
            }
            BigInteger x = slope.multiply(slope).subtract(a[0]).subtract(b[0]).mod(P);
            return new BigInteger[] {x, slope.multiply(a[0].subtract(x)).subtract(a[1]).mod(P)};
        }

        private static BigInteger hex(String digits) {
            return new BigInteger(digits, 16);
        }
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] raw = value.toByteArray();
        byte[] out = new byte[length];
        int n = Math.min(raw.length, length);
        System.arraycopy(raw, raw.length - n, out, length - n, n);
        return out;
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    // ---- SM3 ----

    /** GB/T 32905-2016. */
    private static final class Sm3 {
        static byte[] hash(byte[]... parts) {
            byte[] message = join(parts);
            byte[] padded = Arrays.copyOf(message, (message.length + 8) / 64 * 64 + 64);
            padded[message.length] = (byte) 0x80;
            for (int i = 0; i < 8; i++) {
                padded[padded.length - 1 - i] = (byte) (8L * message.length >>> 8 * i);
            }
            int[] v = {
                0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
            };
            for (int at = 0; at < padded.length; at += 64) {
                compress(v, padded, at);
            }
            byte[] out = new byte[32];
            for (int i = 0; i < 32; i++) {
                out[i] = (byte) (v[i / 4] >>> 24 - 8 * (i % 4));
            }
            return out;
        }

        private static void compress(int[] v, byte[] block, int at) {
            int[] w = new int[68];
            for (int j = 0; j < 68; j++) {
                if (j < 16) {
                    w[j] = new BigInteger(1, block, at + 4 * j, 4).intValue();
                } else {
                    int x = w[j - 16] ^ w[j - 9] ^ left(w[j - 3], 15);
                    w[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(w[j - 13], 7) ^ w[j - 6];
                }
            }
            int[] s = v.clone();
            for (int j = 0; j < 64; j++) {
                int a = s[0];
                int e = s[4];
                int constant = left(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);
                int ss1 = left(left(a, 12) + e + constant, 7);
                int ff = j < 16 ? a ^ s[1] ^ s[2] : (a & s[1]) | (a & s[2]) | (s[1] & s[2]);
                int gg = j < 16 ? e ^ s[5] ^ s[6] : (e & s[5]) | (~e & s[6]);
                int tt1 = ff + s[3] + (ss1 ^ left(a, 12)) + (w[j] ^ w[j + 4]);
                int tt2 = gg + s[7] + ss1 + w[j];
                s = new int[] {
                    tt1, a, left(s[1], 9), s[2], tt2 ^ left(tt2, 9) ^ left(tt2, 17), e, left(s[5], 19), s[6]
                };
            }
            for (int i = 0; i < 8; i++) {
                v[i] ^= s[i];
            }
        }

        private static int left(int word, int by) {
            return Integer.rotateLeft(word, by);
        }
    }

    // ---- JSON ----

    /** Just enough JSON: objects, lists, strings, whole numbers, true, false, null. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value(int depth) {
            require(depth < 20, "the JSON is nested too deeply");
            char c = peek();
            if (c == '{') {
                Map<String, Object> out = new LinkedHashMap<>();
                at++;
                while (more('}', out.isEmpty())) {
                    String name = string();
                    take(':');
                    require(!out.containsKey(name), "the JSON has \"" + name + "\" twice");
                    out.put(name, value(depth + 1));
                }
                return out;
            }
            if (c == '[') {
                List<Object> out = new ArrayList<>();
                at++;
                while (more(']', out.isEmpty())) {
                    out.add(value(depth + 1));
                }
                return out;
            }
            return c == '"' ? string() : word();
        }

        void end() {
            require(text.substring(at).isBlank(), "there is something after the JSON");
        }

        private boolean more(char close, boolean first) {
            if (peek() == close) {
                at++;
                return false;
            }
            if (!first) {
                take(',');
            }
            return true;
        }

        private Object word() {
            int from = at;
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            if (word.matches("-?(0|[1-9][0-9]{0,17})")) {
                return Long.valueOf(word);
            }
            require(word.matches("true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"), "not JSON: " + word);
            return word.equals("null") ? null : word;
        }

        private String string() {
            take('"');
            StringBuilder out = new StringBuilder();
            while (true) {
                require(at < text.length(), "the JSON ends within a string");
                char c = text.charAt(at++);
                if (c == '"') {
                    return out.toString();
                }
                if (c == '\\') {
                    require(at < text.length(), "the JSON ends within a string");
                    char escaped = text.charAt(at++);
                    int known = "\"\\/bfnrt".indexOf(escaped);
                    if (escaped == 'u' && at + 4 <= text.length()) {
                        c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                        at += 4;
                    } else {
                        require(known >= 0, "unknown escape in the JSON");
                        c = "\"\\/\b\f\n\r\t".charAt(known);
                    }
                }
                out.append(c);
            }
        }

        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            require(at < text.length(), "the JSON ends too early");
            return text.charAt(at);
        }

        private void take(char expected) {
            require(peek() == expected, "expected " + expected + " in the JSON");
            at++;
        }
    }
}
