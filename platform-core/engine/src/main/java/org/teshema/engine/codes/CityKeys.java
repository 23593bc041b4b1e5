package org.teshema.engine.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.account.Vault;
import org.teshema.engine.store.DataFolder;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.ImportedCode;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * The city's keys at work: what codes begin with, who reads them, and what signs them. Opened once when the platform starts;
 * a wrong passphrase or a damaged key file keeps everything that needs a key from starting, with a message for people.
 * Thread-safe.
 */
@Component(
        service = {CityKeys.class, Vault.class},
        configurationPid = {"org.teshema.codes", "org.teshema.keys"})
public final class CityKeys implements Vault, AutoCloseable {
    private static final String RING = "city.keys";

    private final KeyRing ring;
    private final ImportedCode imported;
    private final SignedCodeV1 signed;
    private final CodeReader reader;

    /** Configuration {@code org.teshema.codes} and {@code org.teshema.keys}. */
    public @interface Config {
        /** What stands before the text of every code; printed, signed and never changed. */
        String prefix() default "https://s.sh.gov.cn/s/";

        /** Beginnings of codes issued elsewhere, separated by commas; may be empty. */
        String foreign_beginnings() default "";

        /** Folder of the key file; empty for {@code keys} in the data directory. */
        String folder() default "";

        /** Whether another node owns the key file: this one signs and verifies with it and never writes it. */
        boolean follow() default false;

        /** File with the passphrase, used when the environment has none; empty for one beside the key file. */
        String passphrase_file() default "";
    }

    /**
     * Opens the configured key file, or makes one at the first start. Without its keys a node can neither sign nor verify: it says
     * why, where whoever started it looks, and ends.
     */
    @Activate
    public CityKeys(Config config, @Reference CityClock clock, BundleContext node) {
        this(config, NodeEnd.unless(node, () -> open(config, clock)), clock);
    }

    /** The configured key file, opened or made. */
    CityKeys(Config config, CityClock clock) {
        this(config, open(config, clock), clock);
    }

    private CityKeys(Config config, KeyRing ring, CityClock clock) {
        this(ring, CodePrefix.parse(config.prefix()), beginnings(config.foreign_beginnings()), clock);
    }

    /**
     * Keys opened elsewhere.
     *
     * @param ring closed together with this
     * @param beginnings of codes issued elsewhere
     */
    public CityKeys(KeyRing ring, CodePrefix prefix, List<String> beginnings, CityClock clock) {
        this.ring = ring;
        this.imported = new ImportedCode(beginnings);
        this.signed = new SignedCodeV1(ring, clock.withZone(CityClock.ZONE));
        this.reader = new CodeReader(prefix, List.of(signed, imported));
    }

    /** What stands before the text of every code of the city. */
    public CodePrefix prefix() {
        return reader.prefix();
    }

    /** Reads codes of every format and verifies their signatures, without any database. */
    public CodeReader reader() {
        return reader;
    }

    /** The root's public key, which those who verify must know beforehand. */
    public Sm2PublicKey root() {
        return ring.root();
    }

    /** All issuing keys, by index: public halves only. */
    public List<IssuingKey> issuingKeys() {
        return ring.issuingKeys();
    }

    /** Signs the ledger's checkpoints. */
    public Signer ledger() {
        return ring.ledger();
    }

    /** Signs releases of plugins that passed the gate. */
    public Signer gate() {
        return ring.gate();
    }

    @Override
    public byte[] seal(byte[] content, String about) {
        return ring.seal(content, about);
    }

    @Override
    public byte[] open(byte[] sealed, String about) {
        return ring.unseal(sealed, about);
    }

    KeyRing ring() {
        return ring;
    }

    ImportedCode imported() {
        return imported;
    }

    SignedCodeV1 signed() {
        return signed;
    }

    @Override
    @Deactivate
    public void close() {
        ring.close();
    }

    private static KeyRing open(Config config, CityClock clock) {
        return open(config, clock, Optional.ofNullable(System.getenv(Passphrase.VARIABLE)));
    }

    private static List<String> beginnings(String configured) {
        return Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    static KeyRing open(Config config, CityClock clock, Optional<String> passphrase) {
        Path folder = DataFolder.of(config.folder(), "keys");
        Path file = folder.resolve(RING);
        Path passphraseFile = config.passphrase_file().isBlank()
                ? folder.resolve("passphrase")
                : Path.of(config.passphrase_file().strip());
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "密钥目录 " + folder + " 无法建立 / the key folder " + folder + " cannot be made: " + e, e);
        }
        Passphrase found = Passphrase.find(passphrase, passphraseFile, Files.exists(file));
        char[] opener = found.characters();
        Clock days = clock.withZone(CityClock.ZONE);
        try {
            if (config.follow()) {
                return KeyRing.following(file, opener, days);
            }
            return found.isDrawn() ? KeyRing.openDrawn(file, opener, days) : KeyRing.open(file, opener, days);
        } finally {
            Arrays.fill(opener, '\0');
        }
    }
}
