package org.teshema.trust.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * The keys of a ring at one moment, and their form inside the encrypted file: version, root, ledger, gate, count, and per
 * issuing key its year, class, cap, three dates as epoch days, private key and root signature. The index is the position. Files of
 * version 1 have no gate key; one is drawn when such a file is read.
 */
record KeySet(Secret root, Secret ledger, Secret gate, List<Issuing> issuing) {
    private static final int VERSION = 2;
    private static final int WITHOUT_GATE = 1;
    private static final int SECRET = 32;

    /** An issuing key with its private half. */
    record Issuing(IssuingKey key, Secret secret) {}

    KeySet {
        issuing = List.copyOf(issuing);
    }

    static KeySet fresh(SecureRandom random) {
        return new KeySet(Secret.generate(random), Secret.generate(random), Secret.generate(random), List.of());
    }

    KeySet plus(Issuing one) {
        List<Issuing> more = new ArrayList<>(issuing);
        more.add(one);
        return new KeySet(root, ledger, gate, more);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(root.bytes());
            out.write(ledger.bytes());
            out.write(gate.bytes());
            out.writeInt(issuing.size());
            for (Issuing one : issuing) {
                IssuingKey key = one.key();
                out.writeShort(key.year());
                out.writeUTF(key.codeClass().name());
                out.writeInt(key.cap());
                out.writeLong(key.signFrom().toEpochDay());
                out.writeLong(key.signUntil().toEpochDay());
                out.writeLong(key.verifyUntil().toEpochDay());
                out.write(one.secret().bytes());
                out.write(key.rootSignature());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Whether a file with that content is of an earlier version, and is to be written again once it was read. */
    static boolean isOutdated(byte[] content) {
        return content.length > 0 && content[0] == WITHOUT_GATE;
    }

    static KeySet read(byte[] content, Path file, SecureRandom random) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            int version = in.readUnsignedByte();
            if (version != VERSION && version != WITHOUT_GATE) {
                throw new IOException("version " + version);
            }
            Secret root = Secret.of(in.readNBytes(SECRET));
            Secret ledger = Secret.of(in.readNBytes(SECRET));
            Secret gate = version == WITHOUT_GATE ? Secret.generate(random) : Secret.of(in.readNBytes(SECRET));
            int count = in.readInt();
            List<Issuing> issuing = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                issuing.add(readOne(in, index, root.signer().publicKey()));
            }
            if (in.read() >= 0) {
                throw new IOException("trailing bytes");
            }
            return new KeySet(root, ledger, gate, issuing);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new KeyRingException(
                    "密钥文件 " + file + " 可解密但内容无法识别，可能由更新的版本写成 / the key file " + file
                            + " opens but its content is not understood; a newer version may have written it: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Issuing readOne(DataInputStream in, int index, Sm2PublicKey root) throws IOException {
        int year = in.readUnsignedShort();
        CodeClass codeClass = CodeClass.valueOf(in.readUTF());
        int cap = in.readInt();
        LocalDate signFrom = LocalDate.ofEpochDay(in.readLong());
        LocalDate signUntil = LocalDate.ofEpochDay(in.readLong());
        LocalDate verifyUntil = LocalDate.ofEpochDay(in.readLong());
        Secret secret = Secret.of(in.readNBytes(SECRET));
        byte[] signature = in.readNBytes(Sm2PublicKey.SIGNATURE_LENGTH);
        Sm2PublicKey key = secret.signer().publicKey();
        IssuingKey stated = new IssuingKey(
                index, key.keyId(), year, codeClass, cap, signFrom, signUntil, verifyUntil, key, signature);
        if (!stated.certifiedBy(root)) {
            throw new IOException("issuing key " + index + " is not certified by the root");
        }
        return new Issuing(stated, secret);
    }
}
