package org.teshema.trust.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * One small secret in one file, encrypted under a passphrase: Argon2id (RFC 9106) makes an SM4 key, SM4-GCM (RFC 8998)
 * seals. The header is text and is authenticated with the content:
 *
 * <pre>
 * TESHEMA-KEY-RING-V1
 * kdf argon2id memory-kib=65536 passes=3 lanes=1 salt=BASE64
 * seal sm4-gcm nonce=BASE64
 * BASE64
 * </pre>
 *
 * <p>The file belongs to its owner alone (0600). It is replaced as a whole: a new file is written, forced to the disk and
 * renamed over the old one, so a crash leaves the old content or the new and never a mixture.
 */
final class SealedFile {
    /** How hard guessing a passphrase is made. */
    record Cost(int memoryKib, int passes) {
        /** RFC 9106's second recommended choice, three passes over 64 MiB. */
        static final Cost STANDARD = new Cost(65536, 3);

        /** For what was drawn: there is nothing to slow down. */
        static final Cost OF_DRAWN = new Cost(64, 1);

        private static final int MOST_MEMORY_KIB = 1 << 20;

        Cost {
            if (memoryKib < 64 || memoryKib > MOST_MEMORY_KIB || passes < 1 || passes > 100) {
                throw new IllegalArgumentException("kdf cost out of range");
            }
        }
    }

    private static final String TITLE = "TESHEMA-KEY-RING-V1";
    private static final Pattern KDF =
            Pattern.compile("kdf argon2id memory-kib=(\\d{1,7}) passes=(\\d{1,3}) lanes=1 salt=([A-Za-z0-9+/=]{24})");
    private static final Pattern SEAL = Pattern.compile("seal sm4-gcm nonce=([A-Za-z0-9+/=]{16})");
    private static final int TAG_BITS = 128;
    private static final int MOST_BYTES = 64 << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final SecureRandom random;
    private final String kdfLine;
    private final byte[] key;

    private SealedFile(Path file, SecureRandom random, String kdfLine, byte[] key) {
        this.file = file;
        this.random = random;
        this.kdfLine = kdfLine;
        this.key = key;
    }

    /** A file to be written for the first time. */
    static SealedFile create(Path file, char[] passphrase, Cost cost, SecureRandom random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        String line = "kdf argon2id memory-kib=" + cost.memoryKib() + " passes=" + cost.passes() + " lanes=1 salt="
                + Base64.getEncoder().encodeToString(salt);
        return new SealedFile(file, random, line, derive(passphrase, salt, cost));
    }

    /** A file that was read, with what it holds; the caller wipes the content. */
    @SuppressWarnings("ArrayRecordComponent") // stays in this package, wiped after use
    record Opened(SealedFile file, byte[] content) {}

    static Opened open(Path file, char[] passphrase, SecureRandom random) {
        refuseIfOthersMayRead(file);
        String[] lines = lines(file);
        Matcher kdf = KDF.matcher(lines[1]);
        Matcher seal = SEAL.matcher(lines[2]);
        if (!kdf.matches() || !seal.matches()) {
            throw damaged(file, null);
        }
        try {
            Cost cost = new Cost(Integer.parseInt(kdf.group(1)), Integer.parseInt(kdf.group(2)));
            byte[] key = derive(passphrase, Base64.getDecoder().decode(kdf.group(3)), cost);
            SealedFile sealed = new SealedFile(file, random, lines[1], key);
            byte[] nonce = Base64.getDecoder().decode(seal.group(1));
            return new Opened(sealed, sealed.unseal(nonce, Base64.getDecoder().decode(lines[3])));
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    /**
     * What the file holds now, after its owner has written it again; the caller wipes it.
     *
     * @throws KeyRingException also when it was sealed anew under another passphrase
     */
    byte[] again() {
        String[] lines = lines(file);
        Matcher seal = SEAL.matcher(lines[2]);
        if (!lines[1].equals(kdfLine) || !seal.matches()) {
            throw damaged(file, null);
        }
        try {
            return unseal(
                    Base64.getDecoder().decode(seal.group(1)),
                    Base64.getDecoder().decode(lines[3]));
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    private static String[] lines(Path file) {
        String[] lines = read(file).split("\n", -1);
        if (lines.length != 5 || !TITLE.equals(lines[0]) || !lines[4].isEmpty()) {
            throw damaged(file, null);
        }
        return lines;
    }

    /** Replaces the content; when this returns it is on the disk. */
    void write(byte[] content) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        String text = header(nonce) + Base64.getEncoder().encodeToString(seal(nonce, content)) + '\n';
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path fresh = Files.createTempFile(
                    folder, "." + file.getFileName(), ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                    out.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
                entry.force(true);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyRingException(
                    "密钥文件 " + file + " 写入失败，原文件未变，请检查磁盘空间与目录权限 / cannot write the key file " + file
                            + ", the old one is unchanged; check disk space and the folder's permissions: " + e,
                    e);
        }
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    private String header(byte[] nonce) {
        return TITLE + '\n' + kdfLine + '\n' + "seal sm4-gcm nonce="
                + Base64.getEncoder().encodeToString(nonce) + '\n';
    }

    private byte[] seal(byte[] nonce, byte[] content) {
        try {
            return gcm(true, nonce, content);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] unseal(byte[] nonce, byte[] sealed) {
        try {
            return gcm(false, nonce, sealed);
        } catch (InvalidCipherTextException e) {
            throw new KeyRingException(
                    "密钥文件 " + file + " 的口令不正确，或文件已被改动；请核对口令，或从备份恢复文件 / wrong passphrase for the key file " + file
                            + ", or the file was altered; check the passphrase or restore the file from a backup",
                    e);
        }
    }

    private byte[] gcm(boolean encrypt, byte[] nonce, byte[] in) throws InvalidCipherTextException {
        var cipher = GCMBlockCipher.newInstance(new SM4Engine());
        byte[] header = header(nonce).getBytes(StandardCharsets.US_ASCII);
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, header));
        byte[] out = new byte[cipher.getOutputSize(in.length)];
        int n = cipher.processBytes(in, 0, in.length, out, 0);
        n += cipher.doFinal(out, n);
        return n == out.length ? out : Arrays.copyOf(out, n);
    }

    private static byte[] derive(char[] passphrase, byte[] salt, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] key = new byte[16];
        generator.generateBytes(passphrase, key);
        return key;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw damaged(file, null);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new KeyRingException("无法读取密钥文件 " + file + " / cannot read the key file " + file + ": " + e, e);
        }
    }

    private static void refuseIfOthersMayRead(Path file) {
        try {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view == null) {
                throw new KeyRingException("密钥文件 " + file + " 所在文件系统没有 POSIX 权限，无法保证只有属主可读，请换一个位置 / the file"
                        + " system of the key file " + file + " has no POSIX permissions; keep it where only its owner"
                        + " can read it");
            }
            Set<PosixFilePermission> granted = view.readAttributes().permissions();
            if (!OWNER_ONLY.containsAll(granted)) {
                throw new KeyRingException("密钥文件 " + file + " 的权限是 " + PosixFilePermissions.toString(granted)
                        + "，其他人可读，应为 rw-------；请执行 chmod 600 / the key file " + file
                        + " is open to others, expected rw-------; run chmod 600 on it");
            }
        } catch (NoSuchFileException e) {
            throw new KeyRingException("密钥文件 " + file + " 不存在 / the key file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new KeyRingException("无法读取密钥文件权限 " + file + " / cannot read permissions of " + file + ": " + e, e);
        }
    }

    private static KeyRingException damaged(Path file, Throwable cause) {
        return new KeyRingException(
                "密钥文件 " + file + " 已损坏或不是密钥文件，请从备份恢复 / the key file " + file
                        + " is damaged or is not a key file; restore it from a backup",
                cause);
    }
}
