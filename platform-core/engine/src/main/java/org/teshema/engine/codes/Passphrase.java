package org.teshema.engine.codes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What opens the key file: from the environment, else from a file of its owner's alone. On a first start without either
 * one is drawn and written down, so that a trial needs no preparation; production keeps it away from the key file.
 *
 * @param characters wiped by whoever asked for them
 * @param isDrawn whether it was drawn just now, and has 192 random bits
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, wiped after use
record Passphrase(char[] characters, boolean isDrawn) {
    /** The environment variable that comes before any file. */
    static final String VARIABLE = "TESHEMA_KEY_PASSPHRASE";

    private static final Logger LOG = LoggerFactory.getLogger(Passphrase.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /**
     * The passphrase; the caller wipes its characters.
     *
     * @param given what the environment says
     * @param file where it lies otherwise
     * @param keysExist whether there is a key file already, for which a new passphrase would be of no use
     */
    static Passphrase find(Optional<String> given, Path file, boolean keysExist) {
        if (given.isPresent() && !given.get().isEmpty()) {
            return new Passphrase(given.get().toCharArray(), false);
        }
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            if (keysExist) {
                throw new IllegalStateException("密钥文件已存在，但没有口令：请设置环境变量 " + VARIABLE + "，或恢复文件 " + file
                        + " / there is a key file but no passphrase: set the environment variable " + VARIABLE
                        + " or restore the file " + file);
            }
            return generate(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "口令文件 " + file + " 无法读写 / the passphrase file " + file + " cannot be read or written: " + e, e);
        }
    }

    private static Passphrase read(Path file) throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(granted)) {
            throw new IllegalStateException("口令文件 " + file + " 的权限是 " + PosixFilePermissions.toString(granted)
                    + "，应为 rw-------；请执行 chmod 600 / the passphrase file " + file
                    + " is open to others, expected rw-------; run chmod 600 on it");
        }
        return new Passphrase(Files.readString(file).strip().toCharArray(), false);
    }

    private static Passphrase generate(Path file) throws IOException {
        byte[] drawn = new byte[24];
        new SecureRandom().nextBytes(drawn);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var out = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            out.write(java.nio.ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
        LOG.info(
                "A passphrase for the key file was drawn and written to {}; in production keep it elsewhere ({})",
                file,
                VARIABLE);
        return new Passphrase(text.toCharArray(), true);
    }
}
