package org.teshema.trust.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * The city's private keys in one encrypted file: the root, the issuing keys it certified, the ledger's key, and
 * the key of the plugin gate.
 *
 * <p>One process at a time has the file open; a second one is refused, because two writers could lose a key whose codes
 * are already on the wall. Every new key is on the disk before anyone can sign with it. Dates are days in the zone of the
 * clock handed in.
 *
 * <p>Caps are stated here and counted by whoever stores the codes. The keys of an open ring are in this process's memory;
 * what a certified device would do instead is described at {@link Signer}.
 *
 * <p>Thread-safe. Failures are {@link KeyRingException}s whose messages are for people.
 */
public final class KeyRing implements VerificationKeys, AutoCloseable {
    /** The cap of keys that {@link #issuingKeyFor} makes. */
    public static final int USUAL_CAP = 200_000;

    /** Years after its own in which a key's codes are answered as genuine. */
    public static final int VERIFY_YEARS = 15;

    private final Clock clock;
    private final SecureRandom random;
    private final SealedFile file;
    private final Optional<OneUser> claim;
    private final Optional<Followed> followed;
    private volatile KeySet keys;
    private volatile boolean open = true;

    private KeyRing(
            Clock clock,
            SecureRandom random,
            SealedFile file,
            Optional<OneUser> claim,
            Optional<Followed> followed,
            KeySet keys) {
        this.clock = clock;
        this.random = random;
        this.file = file;
        this.claim = claim;
        this.followed = followed;
        this.keys = keys;
    }

    /**
     * Opens the ring, or makes a new one with a new root and a new ledger key when there is no file.
     *
     * @param file in a folder that exists; created with permissions 0600, refused when others may read it
     * @param passphrase at least one character; stays the caller's to wipe
     * @param clock tells the day; its zone is the city's
     * @throws KeyRingException for a wrong passphrase, a damaged or open-to-others file, or one in use by another process
     */
    public static KeyRing open(Path file, char[] passphrase, Clock clock) {
        return open(file, passphrase, clock, SealedFile.Cost.STANDARD);
    }

    /**
     * The same with a passphrase of at least 128 bits that were drawn and not thought of. Nobody guesses it however quickly a guess
     * is tried, so a file that is made now spends no second and no 64 MiB at each opening on slowing guesses down. One that is there
     * says itself how it was made.
     */
    public static KeyRing openDrawn(Path file, char[] passphrase, Clock clock) {
        return open(file, passphrase, clock, SealedFile.Cost.OF_DRAWN);
    }

    static KeyRing open(Path file, char[] passphrase, Clock clock, SealedFile.Cost cost) {
        Objects.requireNonNull(clock, "clock");
        if (passphrase.length == 0) {
            throw new KeyRingException("密钥文件的口令不能为空 / the passphrase of the key file must not be empty");
        }
        SecureRandom random = new SecureRandom();
        OneUser claim = OneUser.of(file);
        boolean done = false;
        try {
            SealedFile sealed;
            KeySet keys;
            if (Files.exists(file)) {
                SealedFile.Opened opened = SealedFile.open(file, passphrase, random);
                sealed = opened.file();
                keys = KeySet.read(opened.content(), file, random);
                if (KeySet.isOutdated(opened.content())) {
                    save(sealed, keys);
                }
                Arrays.fill(opened.content(), (byte) 0);
            } else {
                sealed = SealedFile.create(file, passphrase, cost, random);
                keys = KeySet.fresh(random);
                save(sealed, keys);
            }
            done = true;
            return new KeyRing(clock, random, sealed, Optional.of(claim), Optional.empty(), keys);
        } finally {
            if (!done) {
                claim.close();
            }
        }
    }

    /**
     * Opens a ring that another process owns, to sign and verify with its keys: the same file where it is shared, or a copy. Nothing is
     * ever written. A key that is not known yet is looked for in the file once more when that was replaced.
     *
     * @param file must exist
     * @throws KeyRingException as {@link #open}, and when there is no file
     */
    public static KeyRing following(Path file, char[] passphrase, Clock clock) {
        Objects.requireNonNull(clock, "clock");
        SecureRandom random = new SecureRandom();
        Followed followed = new Followed(file);
        SealedFile.Opened opened = SealedFile.open(file, passphrase, random);
        try {
            KeySet keys = KeySet.read(opened.content(), file, random);
            if (KeySet.isOutdated(opened.content())) {
                throw new KeyRingException("密钥文件 " + file + " 由旧版本写成，请先由持有它的节点打开一次 / the key file " + file
                        + " was written by an older version; have the node that owns it open it first");
            }
            return new KeyRing(clock, random, opened.file(), Optional.empty(), Optional.of(followed), keys);
        } finally {
            Arrays.fill(opened.content(), (byte) 0);
        }
    }

    /** Reads again what its owner has written since, if it has. */
    private synchronized void follow() {
        if (open && followed.isPresent() && followed.get().isNew()) {
            byte[] content = file.again();
            try {
                keys = KeySet.read(content, followed.get().file(), random);
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        }
    }

    /** The root's public key, which verifiers must know beforehand. */
    public Sm2PublicKey root() {
        return keys().root().signer().publicKey();
    }

    /** Signs the ledger's checkpoints. */
    public Signer ledger() {
        return whileOpen(keys().ledger().signer());
    }

    /** Signs releases of plugins that passed the gate. */
    public Signer gate() {
        return whileOpen(keys().gate().signer());
    }

    /**
     * Seals a small secret that is kept elsewhere, such as in a database; only this ring opens it again.
     *
     * @param about what it is; needed to open it
     */
    public byte[] seal(byte[] content, String about) {
        return SecretBox.seal(keys().gate().bytes(), random, content, about);
    }

    /**
     * Opens what {@link #seal} sealed.
     *
     * @throws KeyRingException when another ring sealed it, it is about something else, or it was altered
     */
    public byte[] unseal(byte[] sealed, String about) {
        return SecretBox.open(keys().gate().bytes(), sealed, about);
    }

    private Signer whileOpen(Signer signer) {
        return new Signer() {
            @Override
            public Sm2PublicKey publicKey() {
                return signer.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                keys();
                return signer.sign(message);
            }
        };
    }

    /**
     * Makes and certifies one more issuing key, with the next free index, for when a cap is used up or a new year comes.
     *
     * @param year it signs from 1 January to 31 December of this year
     * @param cap at least 1
     */
    public synchronized IssuingKey newIssuingKey(int year, CodeClass codeClass, int cap) {
        if (followed.isPresent()) {
            throw new KeyRingException("需要新的签发密钥，而本节点只跟随密钥文件；请在持有密钥文件的节点上制码 / a new issuing key is needed,"
                    + " and this node only follows the key file; make the batch on the node that owns it");
        }
        KeySet now = keys();
        int index = now.issuing().size();
        if (index > IssuingKey.LAST_INDEX) {
            throw new KeyRingException("签发密钥序号已用完（65536 个） / all 65536 issuing key indexes are used");
        }
        Secret secret = Secret.generate(random);
        IssuingKey key = IssuingKey.certified(
                index,
                year,
                codeClass,
                cap,
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                LocalDate.of(year + VERIFY_YEARS, 12, 31),
                secret.signer().publicKey(),
                now.root().signer());
        KeySet next = now.plus(new KeySet.Issuing(key, secret));
        save(file, next);
        keys = next;
        return key;
    }

    /** The newest issuing key of this year and class, or a new one with the usual cap when there is none. */
    public synchronized IssuingKey issuingKeyFor(int year, CodeClass codeClass) {
        follow();
        List<KeySet.Issuing> all = keys().issuing();
        for (int i = all.size() - 1; i >= 0; i--) {
            IssuingKey key = all.get(i).key();
            if (key.year() == year && key.codeClass() == codeClass) {
                return key;
            }
        }
        return newIssuingKey(year, codeClass, USUAL_CAP);
    }

    /** The issuing key with this index. */
    public Optional<IssuingKey> issuingKey(int index) {
        if (index >= keys().issuing().size()) {
            follow();
        }
        List<KeySet.Issuing> all = keys().issuing();
        return index < 0 || index >= all.size()
                ? Optional.empty()
                : Optional.of(all.get(index).key());
    }

    @Override
    public Optional<IssuingKey> find(int index) {
        return issuingKey(index);
    }

    /** All issuing keys, by index. */
    public List<IssuingKey> issuingKeys() {
        return keys().issuing().stream().map(KeySet.Issuing::key).toList();
    }

    /**
     * Signs codes with one issuing key.
     *
     * @return a signer that looks at the clock at every signature and throws {@link KeyRingException} before sign-from and
     *     after sign-until
     * @throws KeyRingException when there is no such key or today is not one of its days
     */
    public Signer issuer(int index) {
        IssuingKey key = issuingKey(index)
                .orElseThrow(
                        () -> new KeyRingException("没有序号为 " + index + " 的签发密钥 / there is no issuing key " + index));
        Signer signer = keys().issuing().get(index).secret().signer();
        requireDay(key);
        return new Signer() {
            @Override
            public Sm2PublicKey publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                requireDay(key);
                return signer.sign(message);
            }
        };
    }

    /** Forgets the keys and lets other processes open the file; signers handed out stop signing. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            file.wipe();
            claim.ifPresent(OneUser::close);
        }
    }

    private void requireDay(IssuingKey key) {
        keys();
        LocalDate today = LocalDate.now(clock);
        if (!key.signsOn(today)) {
            throw new KeyRingException("签发密钥 " + key.index() + " 只在 " + key.signFrom() + " 至 " + key.signUntil()
                    + " 签发，今天是 " + today + "；请使用当年的密钥 / issuing key " + key.index() + " signs from "
                    + key.signFrom() + " to " + key.signUntil() + " and today is " + today
                    + "; use a key of this year");
        }
    }

    private KeySet keys() {
        if (!open) {
            throw new KeyRingException("密钥环已关闭 / the key ring is closed");
        }
        return keys;
    }

    private static void save(SealedFile file, KeySet keys) {
        byte[] content = keys.bytes();
        try {
            file.write(content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }
}
