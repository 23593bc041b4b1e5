package org.teshema.engine.codes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.store.Database;
import org.teshema.trust.code.CodePrefix;

/** Codes that hang on devices, as a scanner reads them. Thread-safe. */
@Component(service = PostedCodes.class)
public final class PostedCodes {
    private final Database database;
    private final CodePrefix prefix;

    /** The codes of that database, under the prefix of those keys. */
    @Activate
    public PostedCodes(@Reference Database database, @Reference CityKeys keys) {
        this(database, keys.prefix());
    }

    private PostedCodes(Database database, CodePrefix prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    /** The codes of that database, under that prefix. */
    public static PostedCodes under(CodePrefix prefix, Database database) {
        return new PostedCodes(database, prefix);
    }

    /**
     * A code that hangs on a device.
     *
     * @param url the full text of its symbol
     * @param number its number as it is printed
     */
    public record Posted(String url, String number) {}

    /** The device's own code; empty while none hangs on it. */
    public Optional<Posted> of(long device) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select " + CodeText.COLUMNS
                    + ", c.number from code c join batch b on b.id = c.batch_id where c.bound_device_id = ?"
                    + " and c.post = 0")) {
                select.setLong(1, device);
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Posted(
                                    CodeText.url(row, prefix),
                                    CodeText.number(row.getLong("number")).grouped()))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * The addresses in bound codes from all over the register, so of whatever devices the city has; none in a city that has
     * bound none. Codes issued elsewhere lead elsewhere and are left out.
     *
     * @param most how many at most
     * @throws org.teshema.engine.problem.Problem DATABASE_AWAY
     */
    public List<String> spread(int most) {
        return database.read(connection -> {
            var addresses = new LinkedHashSet<String>();
            // The unique index of the bound device leads to each, however many codes there are.
            try (var ends = connection.prepareStatement(
                            "select min(bound_device_id), max(bound_device_id) from code where bound_device_id > 0");
                    var end = ends.executeQuery();
                    var select = connection.prepareStatement("select " + CodeText.COLUMNS
                            + " from code c join batch b on b.id = c.batch_id where c.bound_device_id >= ?"
                            + " order by c.bound_device_id fetch first 1 rows only")) {
                end.next();
                long first = end.getLong(1);
                long last = end.getLong(2);
                for (int i = 0; i < most && last > 0; i++) {
                    select.setLong(1, first + (last - first) * i / Math.max(1, most - 1));
                    try (var row = select.executeQuery()) {
                        if (row.next() && row.getString("foreign_text") == null) {
                            addresses.add(CodeText.url(row, prefix));
                        }
                    }
                }
            }
            return List.copyOf(addresses);
        });
    }
}
