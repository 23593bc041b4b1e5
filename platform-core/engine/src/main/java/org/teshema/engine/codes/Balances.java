package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Adds up where the codes are. Everything comes from one statement, so from one moment: sums hold while codes move.
 * Thread-safe.
 */
@Component(service = Balances.class)
public final class Balances {
    private static final String HOLDERS = "select 'CODE' as side, coalesce(claimed_from, holder_id) as org, state,"
            + " count(*) as n from code group by coalesce(claimed_from, holder_id), state"
            + " union all select 'MADE', made_by, '', sum(quantity) from batch where made_by is not null group by made_by"
            + " union all select 'RECEIVED', to_id, '', sum(last_serial - first_serial + 1) from hand_over"
            + " where state = 'ACCEPTED' group by to_id"
            + " union all select 'HANDED_ON', from_id, '', sum(last_serial - first_serial + 1) from hand_over"
            + " where state = 'ACCEPTED' group by from_id";

    private static final String UNITS = "select 'CODE' as side, unit_id as org, state, count(*) as n from code"
            + " where unit_id is not null group by unit_id, state"
            + " union all select 'RECEIVED', unit_id, '', sum(last_serial - first_serial + 1) from claim group by unit_id"
            + " union all select 'HANDED_ON', c.from_id, '', sum(c.last_serial - c.first_serial + 1) from claim c"
            + " join organisation f on f.id = c.from_id where f.kind = 'USING_UNIT' group by c.from_id";

    private final Database database;
    private final Access access;

    /** Adds up that database. */
    @Activate
    public Balances(@Reference Database database, @Reference CityClock clock) {
        this.access = new Access(clock);
        this.database = database;
    }

    /** The figures of one organisation while they are read. */
    private static final class Line {
        private final Party holder;
        private final OrganisationKind kind;
        private final String district;
        private final Map<String, Long> sums = new TreeMap<>();
        private final Map<CodeState, Long> states = new EnumMap<>(CodeState.class);

        Line(ResultSet row) throws SQLException {
            holder = new Party(row.getLong("org"), row.getString("name"));
            kind = OrganisationKind.valueOf(row.getString("kind"));
            district = row.getString("district");
        }

        void add(ResultSet row) throws SQLException {
            String side = row.getString("side");
            if ("CODE".equals(side)) {
                states.put(CodeState.valueOf(row.getString("state")), row.getLong("n"));
            } else {
                sums.put(side, row.getLong("n"));
            }
        }

        HolderBalance balance() {
            return new HolderBalance(
                    holder,
                    kind,
                    district,
                    sums.getOrDefault("MADE", 0L),
                    sums.getOrDefault("RECEIVED", 0L),
                    sums.getOrDefault("HANDED_ON", 0L),
                    Counts.of(states));
        }
    }

    /**
     * The balance as the actor may see it: the city everything, a district the holders of the district, everybody else
     * themselves.
     */
    public Balance of(Actor actor) {
        if (!Access.may(actor, Deed.SEE_BALANCE)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "维保单位不持有码，没有码的收支平衡表。",
                    "A maintenance unit holds no codes and has no balance of codes.");
        }
        Scope scope = access.scope(actor, Deed.SEE_BALANCE, "o");
        // What codes are given out to and what holds them in stock are two sums: a unit has the one and no other the
        // other.
        String sides = Access.may(actor, Deed.CODE_BIND) ? UNITS : HOLDERS;
        return sum(database.read(connection -> holders(connection, sides, scope)));
    }

    private static List<HolderBalance> holders(Connection connection, String sides, Scope scope) throws SQLException {
        try (var select = connection.prepareStatement("select s.side, s.org, s.state, s.n, o.name, o.kind, o.district"
                + " from (" + sides + ") s join organisation o on o.id = s.org where " + scope.sql()
                + " order by o.district, s.org")) {
            Sql.bind(select, scope.parameters().toArray());
            Map<Long, Line> lines = new TreeMap<>();
            List<Line> inOrder = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long org = row.getLong("org");
                    Line line = lines.get(org);
                    if (line == null) {
                        line = new Line(row);
                        lines.put(org, line);
                        inOrder.add(line);
                    }
                    line.add(row);
                }
            }
            return inOrder.stream().map(Line::balance).toList();
        }
    }

    private static Balance sum(List<HolderBalance> holders) {
        Map<String, DistrictBalance> districts = new TreeMap<>();
        long made = 0;
        Counts codes = Counts.NONE;
        for (HolderBalance holder : holders) {
            made += holder.made();
            codes = codes.plus(holder.codes());
            districts.merge(
                    holder.district(),
                    new DistrictBalance(holder.district(), 0, 0, 0, Counts.NONE).plus(holder),
                    (sum, one) -> sum.plus(holder));
        }
        return new Balance(made, codes, List.copyOf(districts.values()), holders);
    }
}
