package org.teshema.engine.codes;

import java.util.ArrayList;
import java.util.List;
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

    /** The codes of that database, under that prefix. */
    public PostedCodes(Database database, CodePrefix prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    /**
     * The addresses in the first bound codes of the city; none in a city that has bound none.
     *
     * @param most how many at most
     * @throws org.teshema.engine.problem.Problem DATABASE_AWAY
     */
    public List<String> first(int most) {
        return database.read(connection -> {
            // The unique index of the bound device leads there, however many codes are blank.
            try (var select = connection.prepareStatement("select " + CodeText.COLUMNS
                    + " from code c join batch b on b.id = c.batch_id where c.bound_device_id > 0"
                    + " order by c.bound_device_id fetch first " + most + " rows only")) {
                var addresses = new ArrayList<String>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        addresses.add(CodeText.url(row, prefix));
                    }
                }
                return addresses;
            }
        });
    }
}
