package org.teshema.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** A small city whose plugins judge by rules that may be corrected. */
final class RuleCity implements AutoCloseable {
    final City city;
    final Guard guard = Guard.of(Limits.standard());
    final SwappedPluginTable table;
    final CorrectionWatch watch;
    final RuleBooks books;
    final Archives archives;

    RuleCity(Database database, Plugin... plugins) {
        this.city = new City(database);
        this.table = new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
        this.watch = new CorrectionWatch(database, table, false);
        this.books = new RuleBooks(database, city.writes, table, watch, city.catalogue, city.clock);
        this.archives = new Archives(
                database,
                city.writes,
                city.entries,
                table,
                (actor, writer, device, kind, values) -> values,
                city.clock);
        watch.look();
        serve(plugins);
        for (OrganisationKind kind : OrganisationKind.values()) {
            account(city.actor(kind));
        }
        account(city.stranger(OrganisationKind.DISTRICT));
    }

    List<Admitted> serve(Plugin... plugins) {
        return Served.by(table, Limits.standard(), plugins);
    }

    DeviceClocks clocks() {
        return new DeviceClocks(city.database, city.devices, archives, city.entries, table, guard, books, city.clock);
    }

    private void account(Actor actor) {
        city.database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                city.now));
    }

    /** The entry happens at noon of that day and is recorded then. */
    Entry entry(long device, EntryKind kind, String on, Map<String, Object> more) {
        return entry(device, kind, on, on, more, OptionalLong.empty());
    }

    /** The entry happens at noon of a day and is recorded at noon of another. */
    Entry entry(
            long device,
            EntryKind kind,
            String on,
            String recorded,
            Map<String, Object> more,
            OptionalLong supersedes) {
        Instant before = city.now;
        city.now = noon(recorded);
        var values = new HashMap<>(more);
        values.put(CityKinds.ON, LocalDate.parse(on));
        try {
            return city.database.write(unit -> city.entries.append(
                    unit,
                    city.actor(OrganisationKind.CITY_BUREAU),
                    Subject.of(new DeviceId(device)),
                    City.HERE,
                    kind,
                    new Values(values),
                    noon(on),
                    "import",
                    supersedes));
        } finally {
            city.now = before;
        }
    }

    static Instant noon(String day) {
        return LocalDate.parse(day).atTime(12, 0).atZone(CityClock.ZONE).toInstant();
    }

    /** A row of a rule for forklifts, which all lie under 5100. */
    static ProposedRow forklift(String id, String from, Optional<String> until, Map<String, String> parameters) {
        return new ProposedRow(
                id,
                "inspection",
                java.util.Set.of("5110"),
                new Text("叉车定期检验", "Periodic inspection of forklifts"),
                "TSG N0001-2017",
                LocalDate.parse(from),
                until.map(LocalDate::parse),
                true,
                parameters);
    }

    @Override
    public void close() {
        guard.close();
        city.database.close();
    }
}
