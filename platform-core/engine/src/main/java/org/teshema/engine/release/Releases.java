package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.InstalledReleases;
import org.teshema.engine.gate.Permissions;
import org.teshema.engine.gate.Scene;
import org.teshema.engine.gate.StaticGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.gate.Tryout;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRecord;
import org.teshema.trust.release.ReleaseRefused;
import org.teshema.trust.sm.Sm3;

/**
 * Releases as they come in: signed by a district, checked, tried out, signed by the city's gate and kept. To keep one installs
 * nothing. Thread-safe.
 */
@Component(service = Releases.class)
public final class Releases {
    private final Database database;
    private final Writes writes;
    private final CityKeys keys;
    private final ReleaseCheck check;
    private final Tryout tryout;
    private final SwappedPluginTable table;
    private final InstalledReleases installed;
    private final CityClock clock;

    /** Releases of that database, countersigned with these keys. */
    @Activate
    public Releases(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityKeys keys,
            @Reference StaticGate gate,
            @Reference Tryout tryout,
            @Reference SwappedPluginTable table,
            @Reference InstalledReleases installed,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.keys = keys;
        this.check = new ReleaseCheck(gate);
        this.tryout = tryout;
        this.table = table;
        this.installed = installed;
        this.clock = clock;
    }

    /** The releases that are kept, by the order of their coming. They hold nobody's data: everybody may read of them. */
    public Page<Release> list(Optional<String> plugin, Cursor cursor) {
        return ReleaseRows.RELEASES.page(database, Scope.all().and("name = ?", plugin), cursor);
    }

    /** One of them. */
    public Release get(long id) {
        return database.read(connection -> ReleaseRows.find(connection, id)).orElseThrow(() -> missing(id));
    }

    static Problem missing(long id) {
        return Problem.of(ProblemType.NOT_FOUND, "没有编号为 " + id + " 的发布。", "There is no release " + id + ".");
    }

    /**
     * What would come of a release; nothing is kept.
     *
     * @throws Problem RELEASE_REFUSED saying why it could not come in, or FORBIDDEN
     */
    public ReleasePlan plan(Actor actor, byte[] jar) {
        try {
            return planned(actor, ReleaseJar.read(jar));
        } catch (ReleaseRefused e) {
            throw refused(e);
        }
    }

    /**
     * The same of a release that is kept, as of now.
     *
     * @throws Problem as for a jar, or NOT_FOUND
     */
    public ReleasePlan plan(Actor actor, long id) {
        get(id);
        return plan(actor, database.read(connection -> ReleaseRows.jar(connection, id)));
    }

    private ReleasePlan planned(Actor actor, ReleaseJar release) throws ReleaseRefused {
        ReleaseRecord statement = release.statement();
        Deeds.ofDistrict(actor, statement.district());
        Optional<ReleaseKey> key = database.read(connection -> ReleaseKeys.find(connection, release.districtKey()));
        check.check(release, key, clock.today());
        Optional<Target> target = database.read(connection -> ReleaseRows.target(connection, statement.name()));
        ReleaseCheck.notRolledBack(statement.version(), target.flatMap(Target::highest));
        ReleaseCheck.ownName(statement, namesakes(statement.name()));
        List<String> refreshes = installed.refreshes(statement.name());
        Optional<Text> refusal = ReleasePlan.refusal(refreshes);
        if (refusal.isPresent()) {
            throw new ReleaseRefused(refusal.get().zh(), refusal.get().en());
        }
        Tryout.Said said = tryout.ask(release.manifest(), release.files());
        asSigned(statement, said);
        Optional<Text> missing = new Permissions(statement.permissions()).missing(said.jobs(), release.files());
        if (missing.isPresent()) {
            throw new ReleaseRefused(missing.get().zh(), missing.get().en());
        }
        return new ReleasePlan(
                statement,
                release.districtKey(),
                said.info().title(),
                said.kinds().stream()
                        .map(kind -> new ReleasePlan.Kind(
                                kind.name(),
                                kind.schemaVersion(),
                                Optional.ofNullable(said.stored().get(kind.name()))))
                        .toList(),
                said.serves().stream()
                        .sorted(java.util.Comparator.comparing(Object::toString))
                        .toList(),
                said.scene().map(Scene::pages).orElse(List.of()),
                said.links(),
                said.scene().map(Scene::hears).orElse(Set.of()).stream()
                        .sorted()
                        .toList(),
                target.flatMap(this::live).map(live -> live.origin().version()),
                refreshes);
    }

    private List<String> namesakes(String name) {
        var districts = new ArrayList<>(database.read(connection -> ReleaseRows.districts(connection, name)));
        table.everybody().stream()
                .filter(one -> one.info().name().equals(name))
                .forEach(one -> districts.add(one.info().district().orElse(Districts.CITY)));
        return districts;
    }

    private Optional<Release> live(Target target) {
        return target.live().isEmpty()
                ? Optional.empty()
                : database.read(
                        connection -> ReleaseRows.find(connection, target.live().getAsLong()));
    }

    /** The plugin inside is the one that was signed for, and what it keeps fits what was kept. */
    private static void asSigned(ReleaseRecord statement, Tryout.Said said) throws ReleaseRefused {
        String is = said.info().name() + " " + said.info().version() + " "
                + said.info().district().orElse(Districts.CITY);
        String signed = statement.name() + " " + statement.version() + " " + statement.district();
        if (!is.equals(signed)) {
            throw new ReleaseRefused(
                    "插件自称“" + is + "”，而签名的是“" + signed + "”（名称、版本、区）。请按插件的 info() 签名。",
                    "The plugin says it is \"" + is + "\", but \"" + signed
                            + "\" was signed (name, version, district). Sign what its info() says.");
        }
        if (said.misfit().isPresent()) {
            throw new ReleaseRefused(
                    said.misfit().get().zh(), said.misfit().get().en());
        }
    }

    /**
     * Checks a release, has the gate sign it and keeps it; of its district and of the city. The same jar brought twice is kept once.
     *
     * @throws Problem RELEASE_REFUSED saying why it could not come in, FORBIDDEN, or WRONG_STATE when another jar of that name and
     *     version is there
     */
    public Release store(WriteRequest asked, byte[] jar) {
        try {
            ReleaseJar brought = ReleaseJar.read(jar);
            ReleasePlan plan = planned(asked.actor(), brought);
            String request = brought.statement().text() + brought.districtKey();
            String id = writes.once(
                    asked, "release.store", request, unit -> store(unit, asked.actor(), brought, plan.release()));
            return get(Long.parseLong(id));
        } catch (ReleaseRefused e) {
            throw refused(e);
        }
    }

    private String store(UnitOfWork unit, Actor actor, ReleaseJar brought, ReleaseRecord statement) {
        // Who waits here for another with the same name sees what that one kept.
        Deeds.changed(unit);
        Optional<Release> there =
                unit.jdbc(connection -> ReleaseRows.find(connection, statement.name(), statement.version()));
        if (there.isPresent()) {
            return Long.toString(same(unit, there.get(), statement));
        }
        byte[] signed = brought.countersigned(keys.gate()).bytes();
        String digest = HexFormat.of().formatHex(Sm3.hash(signed));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long id = unit.inserted(
                "insert into plugin_release (name, version, district, api, permissions, signed_on, expires_on, key_id,"
                        + " digest, jar, stored_by, author, stored_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                statement.name(),
                statement.version(),
                statement.district(),
                statement.api(),
                String.join(",", statement.permissions()),
                statement.signed(),
                statement.expires(),
                brought.districtKey(),
                digest,
                signed,
                actor.accountId(),
                actor.organisation().name(),
                now);
        Deeds.told(
                unit,
                Optional.of(actor),
                "release.stored",
                "release:" + statement.name() + ":" + statement.version(),
                statement.district(),
                now,
                statement.text(),
                digest);
        return Long.toString(id);
    }

    private static long same(UnitOfWork unit, Release there, ReleaseRecord brought) {
        try {
            ReleaseJar kept = ReleaseJar.read(unit.jdbc(connection -> ReleaseRows.jar(connection, there.id())));
            if (kept.statement().entries().equals(brought.entries())) {
                return there.id();
            }
        } catch (ReleaseRefused e) {
            throw refused(e);
        }
        throw Problem.of(
                ProblemType.WRONG_STATE,
                there.origin() + " 已有内容不同的发布；新的发布须有更高的版本号。",
                "There is another release of " + there.origin() + " already. A new release needs a higher version.");
    }

    /**
     * The jar of a release that may still be installed, checked anew.
     *
     * @throws ReleaseRefused when it is not what was kept, or its key was revoked meanwhile
     */
    byte[] verified(Connection connection, Release release) throws SQLException, ReleaseRefused {
        byte[] jar = ReleaseRows.jar(connection, release.id());
        ReleaseJar read = ReleaseJar.read(jar);
        if (!HexFormat.of().formatHex(Sm3.hash(jar)).equals(release.digest())
                || !read.countersignedBy(keys.gate().publicKey())) {
            throw new ReleaseRefused(
                    "库中的 " + release.origin() + " 不是市级准入密钥所签，不安装。请查明数据库为何被改动。",
                    "What is kept as " + release.origin()
                            + " is not what the city's gate signed, and is not installed. Find out who changed the"
                            + " database.");
        }
        Optional<ReleaseKey> key = ReleaseKeys.find(connection, release.keyId());
        if (key.isEmpty()
                || key.get().revoked().isPresent()
                || !read.signedBy(key.get().key())) {
            throw new ReleaseRefused(
                    "签署 " + release.origin() + " 的密钥 " + release.keyId() + " 已被吊销。",
                    "The key " + release.keyId() + " that signed " + release.origin() + " was revoked.");
        }
        return jar;
    }

    static Problem refused(ReleaseRefused e) {
        return Problem.of(
                ProblemType.RELEASE_REFUSED, e.reason().zh(), e.reason().en());
    }
}
