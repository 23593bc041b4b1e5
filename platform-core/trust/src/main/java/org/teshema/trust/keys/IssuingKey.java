package org.teshema.trust.keys;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * The public side of one issuing key: what it may sign, until when its codes are answered, and the root's word for it.
 *
 * @param index the number printed in every code of this key, 0..65535, never given twice
 * @param keyId {@link Sm2PublicKey#keyId()} of the key
 * @param year the calendar year it signs for, 2020..2199
 * @param codeClass the occasion it signs for
 * @param cap the most codes it may sign, at least 1; counted where codes are stored
 * @param signFrom first day on which it signs
 * @param signUntil last day on which it signs
 * @param verifyUntil last day on which its codes count as genuine
 * @param publicKey the key itself
 * @param rootSignature raw signature of the root key over {@link #statement()}, 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record IssuingKey(
        int index,
        String keyId,
        int year,
        CodeClass codeClass,
        int cap,
        LocalDate signFrom,
        LocalDate signUntil,
        LocalDate verifyUntil,
        Sm2PublicKey publicKey,
        byte[] rootSignature) {

    /** The largest index that a code can carry. */
    public static final int LAST_INDEX = 65535;

    private static final Pattern STATEMENT = Pattern.compile("""
            TESHEMA-ISSUING-KEY-V1
            index ([0-9]{1,5})
            key-id ([0-9a-f]{16})
            year ([0-9]{4})
            class ([A-Z]{1,20})
            cap ([0-9]{1,10})
            sign-from ([0-9-]{10})
            sign-until ([0-9-]{10})
            verify-until ([0-9-]{10})
            profile ([A-Z0-9-]{1,20}) ([^\n]{0,9000})
            spki ([A-Za-z0-9+/=]{124})
            """);

    /** Checks ranges, the order of the dates and that the id is the key's; the root's signature is checked by use. */
    public IssuingKey {
        Objects.requireNonNull(codeClass, "codeClass");
        if (index < 0 || index > LAST_INDEX) {
            throw new IllegalArgumentException("签发密钥序号应在 0..65535 / an issuing key's index is 0..65535: " + index);
        }
        if (!publicKey.keyId().equals(keyId)) {
            throw new IllegalArgumentException("密钥编号与公钥不符 / the key id is not that of the key: " + keyId);
        }
        if (year < 2020 || year > 2199) {
            throw new IllegalArgumentException("年份应在 2020..2199 / the year is 2020..2199: " + year);
        }
        if (cap < 1) {
            throw new IllegalArgumentException("签发上限至少为 1 / the cap is at least 1: " + cap);
        }
        if (signUntil.isBefore(signFrom) || verifyUntil.isBefore(signUntil)) {
            throw new IllegalArgumentException(
                    "日期次序应为 签发起 ≤ 签发止 ≤ 验证止" + " / dates must be in the order sign-from, sign-until, verify-until");
        }
        if (rootSignature.length != Sm2PublicKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("根签名应为 64 字节 / the root signature has 64 bytes");
        }
        rootSignature = rootSignature.clone();
    }

    /** States a key in the root's name. */
    static IssuingKey certified(
            int index,
            int year,
            CodeClass codeClass,
            int cap,
            LocalDate signFrom,
            LocalDate signUntil,
            LocalDate verifyUntil,
            Sm2PublicKey key,
            Signer root) {
        byte[] none = new byte[Sm2PublicKey.SIGNATURE_LENGTH];
        IssuingKey unsigned =
                new IssuingKey(index, key.keyId(), year, codeClass, cap, signFrom, signUntil, verifyUntil, key, none);
        return unsigned.with(root.sign(unsigned.statement().getBytes(StandardCharsets.UTF_8)));
    }

    private IssuingKey with(byte[] signature) {
        return new IssuingKey(
                index, keyId, year, codeClass, cap, signFrom, signUntil, verifyUntil, publicKey, signature);
    }

    /** The root's signature, 64 bytes. */
    @Override
    public byte[] rootSignature() {
        return rootSignature.clone();
    }

    /**
     * What the root signs: eleven lines of UTF-8, each ended by one line feed, described in
     * {@code docs/formats/issuing-key.md} so that a stranger can check it with OpenSSL.
     */
    public String statement() {
        return "TESHEMA-ISSUING-KEY-V1\n"
                + "index " + index + '\n'
                + "key-id " + keyId + '\n'
                + "year " + year + '\n'
                + "class " + codeClass + '\n'
                + "cap " + cap + '\n'
                + "sign-from " + signFrom + '\n'
                + "sign-until " + signUntil + '\n'
                + "verify-until " + verifyUntil + '\n'
                + "profile " + publicKey.profile().algorithm() + ' '
                + publicKey.profile().userId() + '\n'
                + "spki " + Base64.getEncoder().encodeToString(publicKey.spki()) + '\n';
    }

    /**
     * The key of a published statement.
     *
     * @param statement as {@link #statement()} writes it, to the letter
     * @param rootSignature raw, 64 bytes; checked by use, see {@link TrustedKeys}
     * @throws IllegalArgumentException when the text is anything else
     */
    public static IssuingKey ofStatement(String statement, byte[] rootSignature) {
        Matcher m = STATEMENT.matcher(statement);
        if (!m.matches()) {
            throw notAStatement(null);
        }
        try {
            byte[] spki = Base64.getDecoder().decode(m.group(11));
            Sm2PublicKey key = Sm2PublicKey.ofSpki(spki, new KeyProfile(m.group(9), m.group(10)));
            IssuingKey parsed = new IssuingKey(
                    Integer.parseInt(m.group(1)),
                    m.group(2),
                    Integer.parseInt(m.group(3)),
                    CodeClass.valueOf(m.group(4)),
                    Integer.parseInt(m.group(5)),
                    LocalDate.parse(m.group(6)),
                    LocalDate.parse(m.group(7)),
                    LocalDate.parse(m.group(8)),
                    key,
                    rootSignature);
            if (parsed.statement().equals(statement)) {
                return parsed;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw notAStatement(e);
        }
        throw notAStatement(null);
    }

    private static IllegalArgumentException notAStatement(Exception cause) {
        return new IllegalArgumentException("不是规范的签发密钥声明 / not the canonical statement of an issuing key", cause);
    }

    /** Whether the root signed this very statement. */
    public boolean certifiedBy(Sm2PublicKey root) {
        return root.verify(statement().getBytes(StandardCharsets.UTF_8), rootSignature);
    }

    /** Whether it signs codes dated this day. */
    public boolean signsOn(LocalDate day) {
        return !day.isBefore(signFrom) && !day.isAfter(signUntil);
    }

    /** Whether its codes still count as genuine on this day. */
    public boolean verifiesOn(LocalDate day) {
        return !day.isAfter(verifyUntil);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IssuingKey that
                && statement().equals(that.statement())
                && Arrays.equals(rootSignature, that.rootSignature);
    }

    @Override
    public int hashCode() {
        return 31 * index + keyId.hashCode();
    }

    @Override
    public String toString() {
        return "issuing key " + index + " (" + year + ' ' + codeClass + ", " + keyId + ')';
    }
}
