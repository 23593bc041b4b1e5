package org.teshema.engine.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.AdmissionBook;
import org.teshema.engine.gate.FakeNode;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.InstalledReleases;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.StaticGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.gate.Tryout;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/** A small city with a door, one node and the release keys of the city and of a district. */
final class DoorCity implements AutoCloseable {
    static final Signer CITY = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    static final Signer DISTRICT = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    static final Signer OTHER_DISTRICT = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    static final Signer NOBODY = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    private static final KeyRing RING = ring();

    final City city;
    final Guard guard = Guard.of(Limits.standard());
    final FakeNode node = new FakeNode();
    final ReleaseKeys keys;
    final Releases releases;
    final Convergence convergence;
    final Installations installations;
    final Canaries canaries;
    final ReleaseKey cityKey;

    DoorCity(Database database) {
        this(database, Optional.empty());
    }

    /** The same, planning by what is installed on another node. */
    DoorCity(Database database, InstalledReleases planning) {
        this(database, Optional.of(planning));
    }

    private DoorCity(Database database, Optional<InstalledReleases> planning) {
        city = new City(database);
        for (OrganisationKind kind : OrganisationKind.values()) {
            account(city.actor(kind));
        }
        account(city.stranger(OrganisationKind.DISTRICT));
        var cityKeys = new CityKeys(RING, CodePrefix.parse("https://s.sh.gov.cn/s/"), List.of(), city.clock);
        var table = new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
        keys = new ReleaseKeys(database, city.writes, city.districts, city.clock);
        releases = new Releases(
                database,
                city.writes,
                cityKeys,
                new StaticGate(Forklifts.API),
                new Tryout(guard, new AdmissionBook(database, city.clock)),
                table,
                planning.orElse(node),
                city.clock);
        convergence = new Convergence(database, releases, node, node.plugins(), node.shares(), false);
        installations = new Installations(database, city.writes, releases, convergence, city.clock);
        canaries = new Canaries(database, city.writes, releases, installations, convergence, city.clock);
        cityKey = add("310000", CITY);
        add(City.HERE, DISTRICT);
    }

    /** The city registers a key for a district. */
    ReleaseKey add(String district, Signer signer) {
        return keys.add(
                city.by(OrganisationKind.CITY_BUREAU),
                new ReleaseKeys.Order(
                        district,
                        "张三",
                        signer.publicKey().pem(),
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2028, 11, 1)));
    }

    /** Another node of the same city. */
    Convergence other(FakeNode other) {
        return new Convergence(city.database, releases, other, other.plugins(), other.shares(), false);
    }

    /** A release of that version is kept and live, and this node has followed. */
    Release live(String version) {
        Release kept = releases.store(city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed(version, CITY));
        installations.install(city.by(OrganisationKind.CITY_BUREAU), kept.id(), "测试");
        settle(convergence);
        return kept;
    }

    /** A release of that version is kept and on trial on that share, and this node has followed. */
    Release onTrial(String version, Share share) {
        Release kept = releases.store(city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed(version, CITY));
        canaries.begin(city.by(OrganisationKind.CITY_BUREAU), kept.id(), share, "试行");
        settle(convergence);
        return kept;
    }

    /** The second look takes out what the first one replaced. */
    static void settle(Convergence one) {
        one.look();
        one.look();
    }

    private void account(Actor actor) {
        city.database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                city.now));
    }

    private static KeyRing ring() {
        try {
            Path folder = Files.createTempDirectory("teshema-door");
            return KeyRing.openDrawn(folder.resolve("city.keys"), "door".toCharArray(), java.time.Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        guard.close();
        city.database.close();
    }
}
