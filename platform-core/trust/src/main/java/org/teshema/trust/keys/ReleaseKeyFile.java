package org.teshema.trust.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.teshema.trust.sm.Signer;

/**
 * The release key of a district in an encrypted file of its own, on the machine of whoever builds its plugins and nowhere else. The
 * platform knows the public half only.
 */
public final class ReleaseKeyFile {
    private static final byte VERSION = 'R';
    private static final int SECRET = 32;

    private ReleaseKeyFile() {}

    /**
     * Draws a key and keeps it in a new file, readable by its owner alone.
     *
     * @param passphrase at least one character; stays the caller's to wipe
     * @throws KeyRingException when there is such a file, or it cannot be written
     */
    public static Signer create(Path file, char[] passphrase) {
        if (Files.exists(file)) {
            throw new KeyRingException("文件 " + file + " 已存在，不会覆盖密钥；请换一个文件名 / " + file
                    + " is there already and no key is ever overwritten; choose another name");
        }
        if (passphrase.length == 0) {
            throw new KeyRingException("密钥文件的口令不能为空 / the passphrase of the key file must not be empty");
        }
        SecureRandom random = new SecureRandom();
        Secret secret = Secret.generate(random);
        byte[] content = new byte[1 + SECRET];
        content[0] = VERSION;
        System.arraycopy(secret.bytes(), 0, content, 1, SECRET);
        SealedFile sealed = SealedFile.create(file, passphrase, SealedFile.Cost.STANDARD, random);
        try {
            sealed.write(content);
        } finally {
            Arrays.fill(content, (byte) 0);
            sealed.wipe();
        }
        return secret.signer();
    }

    /**
     * Opens such a file.
     *
     * @throws KeyRingException for a wrong passphrase, or a damaged, missing or other file
     */
    public static Signer open(Path file, char[] passphrase) {
        SealedFile.Opened opened = SealedFile.open(file, passphrase, new SecureRandom());
        byte[] content = opened.content();
        try {
            if (content.length != 1 + SECRET || content[0] != VERSION) {
                throw new KeyRingException("文件 " + file + " 不是发布密钥 / " + file + " holds other keys and no release key");
            }
            return Secret.of(Arrays.copyOfRange(content, 1, content.length)).signer();
        } finally {
            Arrays.fill(content, (byte) 0);
            opened.file().wipe();
        }
    }
}
