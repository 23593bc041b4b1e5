package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.IdentifierFormat;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * The printed numbers of devices. A device code, which a maker gives once and for life, is on one device of the city at a
 * time: of entries that race, the database lets one win.
 */
record Identifiers(IdentifierFormats formats, CityClock clock) {
    /** Refuses a number that is not of the form its kind has. */
    void check(NewIdentifier number) {
        formats.checked(number.kind(), number.value(), clock.today());
    }

    /** Does work that writes these numbers, and says in words when a device code of them is on another device. */
    <T> T writing(List<NewIdentifier> numbers, Supplier<T> work) {
        try {
            return work.get();
        } catch (ConstraintViolationException e) {
            if (!Sql.isAbout(e, "device_code")) {
                throw e;
            }
            throw taken(numbers.stream()
                    .flatMap(number -> deviceCode(number).stream())
                    .collect(Collectors.joining(", ")));
        }
    }

    /** Adds a number; one of a kind that is single, such as a certificate, ends the one before. */
    void replace(Connection connection, long device, NewIdentifier number) throws SQLException {
        LocalDate from = number.from().orElse(clock.today());
        if (number.until().isEmpty() && !number.kind().equals("local_no")) {
            try (var update = connection.prepareStatement("update identifier set device_code = null, valid_until ="
                    + " case when valid_from > ? then valid_from else cast(? as date) end"
                    + " where device_id = ? and kind = ? and valid_until is null")) {
                LocalDate eve = from.minusDays(1);
                Sql.bind(update, eve, eve, device, number.kind());
                update.executeUpdate();
            }
        }
        add(connection, device, number);
    }

    /** Adds a number beside those that are there. */
    void add(Connection connection, long device, NewIdentifier number) throws SQLException {
        try (var insert =
                connection.prepareStatement("insert into identifier (device_id, kind, printed, normal, device_code,"
                        + " source, valid_from, valid_until) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            Sql.bind(
                    insert,
                    device,
                    number.kind(),
                    number.value().strip(),
                    IdentifierFormats.normal(number.value()),
                    deviceCode(number),
                    number.source(),
                    number.from().orElse(clock.today()),
                    number.until());
            insert.executeUpdate();
        }
    }

    /** The number as it is compared, if it is a device code that holds from now on. */
    private Optional<String> deviceCode(NewIdentifier number) {
        return formats.find(number.kind())
                .filter(IdentifierFormat::deviceCode)
                .filter(format -> number.until().isEmpty())
                .map(format -> IdentifierFormats.normal(number.value()));
    }

    private static Problem taken(String codes) {
        return Words.wrong(
                "identifiers",
                "设备代码 " + codes + " 已登记在另一台设备上，请先查询，避免重复录入。",
                "The device code " + codes + " is on another device already. Look it up first.");
    }
}
