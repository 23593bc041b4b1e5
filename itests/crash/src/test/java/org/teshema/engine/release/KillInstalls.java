package org.teshema.engine.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.AdmissionBook;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.RealNode;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.StaticGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.gate.Tryout;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/**
 * A node on a real framework that installs, tries, promotes, goes back and stops as fast as it can until it is killed. After its start
 * it says what is to run ({@code found}) and, once it has made itself so, what it runs ({@code runs}); then {@code try STATE} before
 * each deed and {@code ack STATE} after it.
 */
public final class KillInstalls {
    private static final String PLUGIN = "forklift";
    private static final Actor CITY = new Actor(
            1,
            "city",
            new Organisation(1, OrganisationKind.CITY_BUREAU, "市局", Optional.empty(), "310000", Optional.empty()));

    private final CityClock clock = new CityClock(InstantSource.system());
    private final Database database;
    private final RealNode node;
    private final Signer signer;
    private final ReleaseKeys keys;
    private final Releases releases;
    private final Convergence convergence;
    private final Installations installations;
    private final Canaries canaries;
    private final Random random = new Random();

    private KillInstalls(String url, Path folder, String key) {
        database = Database.of(new DatabaseSettings(url, "", "", 4));
        database.answers();
        node = new RealNode(folder.resolve("bundles"));
        signer = SoftwareSigner.ofPrivateKey(HexFormat.of().parseHex(key), KeyProfile.GM_T_0009);
        var writes = new Writes(database, clock);
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        Guard guard = Guard.of(Limits.standard());
        KeyRing ring =
                KeyRing.openDrawn(folder.resolve("city.keys"), "kill".toCharArray(), clock.withZone(CityClock.ZONE));
        keys = new ReleaseKeys(database, writes, new Districts(files), clock);
        releases = new Releases(
                database,
                writes,
                new CityKeys(ring, CodePrefix.parse("https://s.sh.gov.cn/s/"), List.of(), clock),
                new StaticGate(Forklifts.API),
                new Tryout(guard, new AdmissionBook(database, clock)),
                new SwappedPluginTable(guard, new PostingPositions(files), clock),
                node.bundles(),
                clock);
        convergence = new Convergence(database, releases, node.bundles(), node.plugins(), node.shares(), false);
        installations = new Installations(database, writes, releases, convergence, clock);
        canaries = new Canaries(database, writes, releases, installations, convergence, clock);
    }

    /**
     * Begins.
     *
     * @param arguments JDBC URL, folder of keys and bundle cache, private release key, name of the round, and how many deeds it ends
     *     after, where it is not killed
     */
    public static void main(String[] arguments) throws IOException {
        say("begin");
        var one = new KillInstalls(arguments[0], Path.of(arguments[1]), arguments[2]);
        one.prepare();
        say("found " + one.wanted() + " " + one.leaves());
        one.settle();
        say("runs " + one.running());
        int deeds = arguments.length > 4 ? Integer.parseInt(arguments[4]) : Integer.MAX_VALUE;
        for (int n = 0; n < deeds; n++) {
            one.deed(arguments[3] + "-" + n);
        }
        System.exit(0);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void prepare() {
        database.write(unit -> {
            unit.update(
                    "insert into organisation (id, kind, name, district, created_at) values (1, 'CITY_BUREAU', '市局',"
                            + " '310000', ?) on conflict do nothing",
                    clock.instant());
            return unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (1, 'city', '-',"
                            + " 1, ?) on conflict do nothing",
                    clock.instant());
        });
        if (keys.list(org.teshema.engine.page.Cursor.first()).items().isEmpty()) {
            keys.add(
                    new WriteRequest(CITY, "the-release-key"),
                    new ReleaseKeys.Order(
                            "310000",
                            "张三",
                            signer.publicKey().pem(),
                            clock.today().minusDays(1),
                            clock.today().plusDays(300)));
        }
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            convergence.look();
            node.show();
        }
    }

    /** What is to run: the live version, and the one on trial. */
    private String wanted() {
        return database.read(connection -> {
            Optional<Target> target = ReleaseRows.target(connection, PLUGIN);
            if (target.isEmpty()) {
                return "none/none";
            }
            Optional<Release> live = target.get().live().isEmpty()
                    ? Optional.empty()
                    : ReleaseRows.find(connection, target.get().live().getAsLong());
            Optional<Release> canary = target.get().canary().isEmpty()
                    ? Optional.empty()
                    : ReleaseRows.find(connection, target.get().canary().get().release());
            return state(
                    live.map(one -> one.origin().version()),
                    canary.map(one -> one.origin().version()));
        });
    }

    private static String state(Optional<String> live, Optional<String> canary) {
        return live.orElse("none") + "/" + canary.orElse("none");
    }

    private long leaves() {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery("select count(*) from ledger_pending where body like '%release.%'"
                            + " and body not like '%release.stored%'")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** What runs here, told only of what is whole: every bundle started, every file of it as it was released. */
    private String running() throws IOException {
        Optional<String> live = Optional.empty();
        Optional<String> canary = Optional.empty();
        for (ReleaseOrigin origin : new TreeSet<>(node.bundles().here().keySet().stream()
                        .map(ReleaseOrigin::version)
                        .toList())
                .stream()
                        .map(version -> new ReleaseOrigin("310000", PLUGIN, version))
                        .toList()) {
            Bundle bundle = node.bundle(origin).orElseThrow();
            if (bundle.getState() != Bundle.ACTIVE || !isWhole(bundle, origin.version())) {
                return "half " + origin;
            }
            if (node.shares().all().containsKey(origin)) {
                canary = Optional.of(canary.map(other -> other + "+").orElse("") + origin.version());
            } else {
                live = Optional.of(live.map(other -> other + "+").orElse("") + origin.version());
            }
        }
        return state(live, canary);
    }

    private static boolean isWhole(Bundle bundle, String version) throws IOException {
        for (Map.Entry<String, byte[]> file : Forklifts.files(version).entrySet()) {
            if (file.getKey().endsWith(".MF")) {
                continue;
            }
            try (InputStream in = bundle.getEntry(file.getKey()).openStream()) {
                if (!Arrays.equals(in.readAllBytes(), file.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** One deed that is possible now. */
    private void deed(String name) throws IOException {
        Optional<Installation> now = installations.list().stream().findFirst();
        Optional<String> live =
                now.flatMap(Installation::live).map(one -> one.origin().version());
        Optional<String> canary = now.flatMap(Installation::trial)
                .map(one -> one.release().origin().version());
        Optional<String> previous =
                now.flatMap(Installation::previous).map(one -> one.origin().version());
        var asked = new WriteRequest(CITY, "deed-" + name);
        try {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Release next = stored(name);
                    say("try " + state(Optional.of(next.origin().version()), Optional.empty()));
                    installations.install(asked, next.id(), "换");
                }
                case 2, 3 -> {
                    Release next = stored(name);
                    say("try " + state(live, Optional.of(next.origin().version())));
                    canaries.begin(asked, next.id(), new Share.PerMille(100), "试");
                }
                case 4 -> {
                    if (canary.isEmpty()) {
                        return;
                    }
                    boolean promoted = random.nextBoolean();
                    say("try " + state(promoted ? canary : live, Optional.empty()));
                    if (promoted) {
                        canaries.promote(asked, PLUGIN, "升");
                    } else {
                        canaries.withdraw(asked, PLUGIN, "撤");
                    }
                }
                default -> {
                    if (previous.isEmpty()) {
                        return;
                    }
                    say("try " + state(previous, Optional.empty()));
                    installations.rollBack(asked, PLUGIN, "退");
                }
            }
        } catch (Problem e) {
            throw new IllegalStateException(e.detail().en(), e);
        }
        say("ack " + wanted());
        settle();
        say("runs " + running());
    }

    /** The next version nobody had, of five characters. */
    private Release stored(String name) {
        int newest = releases
                        .list(
                                Optional.of(PLUGIN),
                                org.teshema.engine.page.Cursor.of(Optional.empty(), Optional.of(200)))
                        .items()
                        .stream()
                        .mapToInt(one -> Integer.parseInt(one.origin().version().replace(".", "")))
                        .max()
                        .orElse(109)
                + 1;
        String version = newest / 100 + "." + newest / 10 % 10 + "." + newest % 10;
        LocalDate today = clock.today();
        var order = new ReleaseJar.Order(PLUGIN, version, "310000", new TreeSet<>(), today, today.plusDays(100));
        return releases.store(
                new WriteRequest(CITY, "store-" + name), Forklifts.signed(Forklifts.files(version), order, signer));
    }

    /** A release key that a second process can be told. */
    static String newKey() {
        return HexFormat.of().formatHex(SoftwareSigner.newPrivateKey(new SecureRandom()));
    }
}
