package org.teshema.engine.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.District;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.PasswordHash;

/** Lays what every platform stands on: the city bureau, the 18 receiving units, and accounts. Thread-safe. */
@Component(service = CityFoundation.class)
public final class CityFoundation {
    private final Organisations organisations;
    private final Districts districts;
    private final CityClock clock;

    /**
     * The authorities of the city.
     *
     * @param city the city bureau
     * @param districts the receiving units' bureaus, by district
     */
    public record Authorities(Organisation city, Map<String, Organisation> districts) {}

    /** Foundations in those districts. */
    @Activate
    public CityFoundation(
            @Reference Organisations organisations, @Reference Districts districts, @Reference CityClock clock) {
        this.organisations = organisations;
        this.districts = districts;
        this.clock = clock;
    }

    /** The authorities as they stand, made where they are missing. */
    Authorities authorities(UnitOfWork unit) {
        return unit.jdbc(connection -> {
            Organisation city =
                    authority(connection, OrganisationKind.CITY_BUREAU, districts.city(), OptionalLong.empty());
            var bureaus = new LinkedHashMap<String, Organisation>();
            for (District district : districts.all()) {
                bureaus.put(
                        district.id(),
                        authority(connection, OrganisationKind.DISTRICT, district, OptionalLong.of(city.id())));
            }
            return new Authorities(city, bureaus);
        });
    }

    private Organisation authority(Connection connection, OrganisationKind kind, District district, OptionalLong parent)
            throws SQLException {
        Optional<Long> there = one(connection, kind, district.id());
        long id = there.isPresent()
                ? there.get()
                : organisations.insert(
                        connection,
                        new NewOrganisation(
                                kind,
                                district.authority().zh(),
                                Optional.empty(),
                                district.id(),
                                OptionalLong.empty(),
                                Optional.of("12315")),
                        parent);
        return Organisations.find(connection, id).orElseThrow();
    }

    private static Optional<Long> one(Connection connection, OrganisationKind kind, String district)
            throws SQLException {
        try (var select =
                connection.prepareStatement("select min(id) as id from organisation where kind = ? and district = ?")) {
            Sql.bind(select, kind, district);
            try (var row = select.executeQuery()) {
                row.next();
                long id = row.getLong("id");
                return row.wasNull() ? Optional.empty() : Optional.of(id);
            }
        }
    }

    /**
     * An account for an organisation.
     *
     * @param password empty for an account nobody can log in to
     */
    Actor account(UnitOfWork unit, String login, Optional<String> password, Organisation organisation) {
        String hash = password.map(p -> PasswordHash.hash(p.toCharArray())).orElse("-");
        Instant now = clock.instant();
        long id = unit.inserted(
                "insert into account (login, password_hash, organisation_id, active, created_at)"
                        + " values (?, ?, ?, ?, ?)",
                login,
                hash,
                organisation.id(),
                password.isPresent(),
                now);
        if (password.isPresent()) {
            unit.update(
                    "insert into membership (account_id, organisation_id, role, given_by, given_at)"
                            + " values (?, ?, 'ADMINISTRATOR', ?, ?)",
                    id,
                    organisation.id(),
                    id,
                    now);
        }
        return new Actor(id, login, organisation);
    }
}
