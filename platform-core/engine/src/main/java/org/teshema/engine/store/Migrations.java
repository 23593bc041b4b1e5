package org.teshema.engine.store;

import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a database to what this program expects, and refuses one that a newer program has written. */
final class Migrations {
    private static final String FOLDER = "classpath:org/teshema/engine/store/migration";
    // What only PostgreSQL has: the same tables, other ways to find something in them.
    private static final String POSTGRES = "classpath:org/teshema/engine/store/postgres";

    private final Flyway flyway;

    Migrations(DatabaseSettings settings) {
        // Its own connection: a migration may take longer than any statement of the business may.
        flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        settings.effectiveUrl(),
                        settings.user().isEmpty() ? null : settings.user(),
                        settings.user().isEmpty() ? null : settings.password())
                .locations(settings.isH2() ? new String[] {FOLDER} : new String[] {FOLDER, POSTGRES})
                .failOnMissingLocations(true)
                .load();
    }

    /**
     * Applies what is missing.
     *
     * @throws IllegalStateException when the database is newer than the program, with a message for people
     */
    void apply() {
        Optional<MigrationVersion> newer = Arrays.stream(flyway.info().applied())
                .filter(applied ->
                        applied.getState().isApplied() && !applied.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo);
        if (newer.isPresent()) {
            throw new IllegalStateException("The database has schema version " + newer.get()
                    + ", written by a newer release; this program knows versions up to " + known()
                    + ". Start the newer release, or restore a backup made before the upgrade.");
        }
        flyway.migrate();
    }

    private String known() {
        return Arrays.stream(flyway.info().all())
                .filter(each -> each.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElse("0");
    }
}
