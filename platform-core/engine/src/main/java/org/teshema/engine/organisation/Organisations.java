package org.teshema.engine.organisation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/** The organisations that take part. Thread-safe. */
@Component(service = Organisations.class)
public final class Organisations {
    private static final ScopedRows<Organisation> ROWS = new ScopedRows<>(
            "select " + OrganisationColumns.of("o") + " from organisation o",
            "o.id",
            Organisation::id,
            row -> OrganisationColumns.read(row, "o").orElseThrow());

    private final Database database;
    private final Writes writes;
    private final Districts districts;
    private final CityClock clock;
    private final Access access;

    /**
     * Which organisations are asked for.
     *
     * @param kind of that kind
     * @param district of that district
     * @param creditCode with that unified social credit code
     * @param words whose name holds these words
     */
    public record Filter(
            Optional<OrganisationKind> kind,
            Optional<String> district,
            Optional<String> creditCode,
            Optional<String> words) {
        /** All of them. */
        public static Filter none() {
            return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Those of a kind. */
        public static Filter of(OrganisationKind kind) {
            return new Filter(Optional.of(kind), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** The organisations in that database. */
    @Activate
    public Organisations(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Districts districts,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.districts = districts;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /** The organisation of that id, for the engine's own services: without asking who reads. */
    public Optional<Organisation> find(long id) {
        return database.read(connection -> find(connection, id));
    }

    /** The organisation of that id on the connection of a transaction. */
    public static Optional<Organisation> find(Connection connection, long id) throws SQLException {
        return ROWS.list(connection, Scope.all().and("o.id = ?", id), "").stream()
                .findFirst();
    }

    /** One organisation the actor may know of. */
    public Organisation get(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_ORGANISATION, "o"), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + id + " 的单位，或不在您的可见范围内。",
                        "There is no organisation " + id + ", or it is not yours to see."));
    }

    /** The organisations the actor may know of. */
    public Page<Organisation> list(Actor actor, Filter filter, Cursor cursor) {
        return ROWS.page(database, where(actor, filter), cursor);
    }

    /** How many there are in the whole list. */
    public long count(Actor actor, Filter filter) {
        return ScopedRows.count(database, "organisation o", where(actor, filter));
    }

    /**
     * Enters an organisation. The city may enter any but another city bureau; a district stations, using units and
     * maintenance units of its own; a station using units of its district.
     */
    public Organisation create(WriteRequest asked, NewOrganisation organisation) {
        Actor actor = asked.actor();
        mayEnter(actor, organisation);
        districts.receiving(organisation.district());
        try {
            String id = writes.once(
                    asked, "organisation.create", organisation.toString(), unit -> create(unit, actor, organisation));
            return find(Long.parseLong(id)).orElseThrow();
        } catch (ConstraintViolationException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "creditCode",
                    "统一社会信用代码 " + organisation.creditCode().orElse("") + " 已属于另一单位，请先查询。",
                    "The unified social credit code "
                            + organisation.creditCode().orElse("")
                            + " belongs to another organisation. Look it up first.");
        }
    }

    private String create(UnitOfWork unit, Actor actor, NewOrganisation organisation) {
        long parent = organisation.parent().orElse(actor.organisation().id());
        long id = unit.jdbc(connection -> {
            parentFits(connection, actor, parent, organisation);
            return insert(connection, organisation, OptionalLong.of(parent));
        });
        byte[] digest = Sm3.hash(organisation.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        unit.leaf(new LedgerLeaf(
                "organisation.entered",
                "organisation:" + id,
                organisation.district(),
                actor.role().name(),
                clock.instant(),
                digest));
        unit.publish(
                "organisation.entered",
                "organisation:" + id,
                organisation.district(),
                "{\"kind\":\"" + organisation.kind() + "\"}",
                clock.instant());
        return Long.toString(id);
    }

    /**
     * Writes the row of an organisation and says its id: for the first start, before there is anybody who could ask.
     *
     * @param parent id of the organisation above it; empty for the city bureau alone
     */
    public long insert(Connection connection, NewOrganisation organisation, OptionalLong parent) throws SQLException {
        return Sql.inserted(
                connection,
                "insert into organisation (kind, name, credit_code, district, parent_id, phone, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                organisation.kind(),
                organisation.name(),
                organisation.creditCode(),
                organisation.district(),
                parent,
                organisation.phone(),
                clock.instant());
    }

    /** There is one city bureau, and nobody enters another. */
    private static Optional<Deed> entering(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> Optional.empty();
            case DISTRICT -> Optional.of(Deed.ENTER_DISTRICT);
            case STATION -> Optional.of(Deed.ENTER_STATION);
            case INSPECTION_BODY -> Optional.of(Deed.ENTER_INSPECTION_BODY);
            case USING_UNIT -> Optional.of(Deed.ENTER_USING_UNIT);
            case MAINTENANCE_UNIT -> Optional.of(Deed.ENTER_MAINTENANCE_UNIT);
        };
    }

    private void mayEnter(Actor actor, NewOrganisation organisation) {
        Facts facts = Facts.none().and("district", organisation.district());
        if (entering(organisation.kind())
                .filter(deed -> access.may(actor, deed, facts))
                .isEmpty()) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "市局可录入各类单位；区局可录入本区的监管所、使用单位和维保单位；监管所可录入本区的使用单位。",
                    "The city enters organisations of every kind, a district its stations, using units and maintenance units,"
                            + " a station the using units of its district.");
        }
    }

    private static void parentFits(Connection connection, Actor actor, long parent, NewOrganisation child)
            throws SQLException {
        Optional<Organisation> above = find(connection, parent);
        boolean fits = above.isPresent()
                && switch (above.get().kind()) {
                    case CITY_BUREAU -> Access.may(actor, Deed.PUT_UNDER_CITY);
                    case DISTRICT -> above.get().district().equals(child.district());
                    case STATION ->
                        above.get().district().equals(child.district()) && child.kind() == OrganisationKind.USING_UNIT;
                    case INSPECTION_BODY, USING_UNIT, MAINTENANCE_UNIT -> false;
                };
        if (!fits) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "parent",
                    "上级单位须是市局、本区区局，或（对使用单位）本区监管所；编号 " + parent + " 不是。",
                    "The organisation above must be the city, the bureau of the same district, or for a using unit a station"
                            + " of it. Number " + parent + " is none of these.");
        }
    }

    private Scope where(Actor actor, Filter filter) {
        return access.scope(actor, Deed.SEE_ORGANISATION, "o")
                .and("o.kind = ?", filter.kind())
                .and("o.district = ?", filter.district())
                .and("o.credit_code = ?", filter.creditCode().map(IdentifierFormats::normal))
                .and(
                        "o.name like ? escape '!'",
                        filter.words().map(words -> "%" + words.replaceAll("[!%_]", "!$0") + "%"));
    }
}
