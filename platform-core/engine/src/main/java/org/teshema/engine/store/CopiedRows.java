package org.teshema.engine.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows written by PostgreSQL's COPY in its binary format, as described in its manual under "COPY, Binary Format". */
final class CopiedRows extends BulkRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int CHUNK = 64 * 1024;

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(CHUNK + 8 * 1024);

    CopiedRows(Connection connection, Function<SQLException, RuntimeException> failure, String table, String... columns)
            throws SQLException {
        super(failure, columns.length);
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + columns(table, columns) + " from stdin with (format binary)");
        buffer.put(HEADER);
    }

    @Override
    void write(Object[] values) throws SQLException {
        room(2).putShort((short) values.length);
        for (Object value : values) {
            write(Sql.plain(value));
        }
        if (buffer.position() >= CHUNK) {
            flush();
        }
    }

    @Override
    void finish() throws SQLException {
        if (!copy.isActive()) {
            return;
        }
        room(2).putShort((short) -1);
        flush();
        copy.endCopy();
    }

    private void write(Object value) {
        if (value == null) {
            room(4).putInt(-1);
        } else if (value instanceof String s) {
            bytes(s.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else if (value instanceof Long number) {
            room(12).putInt(8).putLong(number);
        } else if (value instanceof Integer number) {
            room(8).putInt(4).putInt(number);
        } else if (value instanceof Boolean flag) {
            room(5).putInt(1).put((byte) (flag ? 1 : 0));
        } else if (value instanceof Double number) {
            room(12).putInt(8).putDouble(number);
        } else if (value instanceof Instant instant) {
            room(12).putInt(8).putLong(micros(instant));
        } else if (value instanceof LocalDate day) {
            room(8).putInt(4).putInt((int) (day.toEpochDay() - EPOCH_DAY));
        } else if (value instanceof BigDecimal number) {
            numeric(number);
        } else {
            throw new IllegalArgumentException("No column takes a " + value.getClass());
        }
    }

    private static long micros(Instant instant) {
        Duration since = Duration.between(EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
        return Math.addExact(Math.multiplyExact(since.getSeconds(), 1_000_000L), since.getNano() / 1_000);
    }

    /** Digits to the base of ten thousand, the decimal point between two of them. */
    private void numeric(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int fraction = (scale + 3) / 4;
        BigInteger rest = number.abs().setScale(fraction * 4).unscaledValue();
        BigInteger base = BigInteger.valueOf(10_000);
        Deque<Short> digits = new ArrayDeque<>();
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            digits.addFirst(parts[1].shortValueExact());
            rest = parts[0];
        }
        ByteBuffer to = room(12 + 2 * digits.size());
        to.putInt(8 + 2 * digits.size());
        to.putShort((short) digits.size());
        to.putShort((short) (digits.size() - fraction - 1));
        to.putShort((short) (number.signum() < 0 ? 0x4000 : 0));
        to.putShort((short) scale);
        digits.forEach(to::putShort);
    }

    private void bytes(byte[] bytes) {
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + bytes);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
