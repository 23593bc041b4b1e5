package org.teshema.trust.merkle;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The head of the ledger at one moment.
 *
 * @param origin names the ledger for ever, such as {@code s.sh.gov.cn/ledger}: 1 to 100 of {@code A-Z a-z 0-9 . _ / : -}
 * @param size number of leaves
 * @param root 32 bytes
 * @param time when it was made, to the second, for people; order is told by the size
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Checkpoint(String origin, long size, byte[] root, Instant time) {
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._/:-]{1,100}");
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern ROOT = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final String TIME = "time ";
    private static final int HASH = 32;

    /** Checks the ranges. */
    public Checkpoint {
        Objects.requireNonNull(time, "time");
        if (!ORIGIN.matcher(origin).matches()) {
            throw invalid("origin", origin);
        }
        if (size < 0 || size > Merkle.LARGEST) {
            throw invalid("size", size);
        }
        if (root.length != HASH) {
            throw invalid("root", root.length + " bytes");
        }
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw invalid("time", time);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** What is signed: origin, size, root in Base64 and time, one line each, every line ended by one line feed. */
    public String text() {
        return origin + '\n' + size + '\n' + Base64.getEncoder().encodeToString(root) + '\n' + TIME + time + '\n';
    }

    /**
     * The checkpoint of its {@link #text()}.
     *
     * @throws IllegalArgumentException for any other text, also for one that differs only in spelling
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        boolean shaped = lines.length == 5
                && SIZE.matcher(lines[1]).matches()
                && ROOT.matcher(lines[2]).matches()
                && lines[3].startsWith(TIME);
        if (!shaped) {
            throw invalid("text", "四行：名称、大小、根、时间 / four lines: origin, size, root, time");
        }
        try {
            Checkpoint parsed = new Checkpoint(
                    lines[0],
                    Long.parseLong(lines[1]),
                    Base64.getDecoder().decode(lines[2]),
                    Instant.parse(lines[3].substring(TIME.length())));
            if (parsed.text().equals(text)) {
                return parsed;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("检查点时间无效 / invalid time of a checkpoint", e);
        }
        throw invalid("text", "不是规范写法 / not in its one spelling");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + Arrays.hashCode(root);
    }

    private static IllegalArgumentException invalid(String what, Object was) {
        return new IllegalArgumentException("检查点无效 / invalid checkpoint: " + what + ": " + was);
    }
}
