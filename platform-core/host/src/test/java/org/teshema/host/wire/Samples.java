package org.teshema.host.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.Event;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.app.Statement;
import org.teshema.api.archive.Answers;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Paper;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Theme;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Effect;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Side;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

/** One value at least of every record that travels. */
final class Samples {
    /**
     * One value.
     *
     * @param type as a signature names it
     */
    record Sample(Type type, Object value) {}

    private static final Text TEXT = new Text("特种设备𠮷", "Equipment");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 28);
    private static final Instant NOW = Instant.parse("2026-11-01T02:03:04.123456Z");
    private static final Rule RULE = new Rule(
            "lift-1",
            "inspection",
            Set.of(new CatalogueCode("3110")),
            TEXT,
            "TSG",
            DAY,
            Optional.of(DAY.plusYears(1)),
            true,
            Map.of("months", "12"));
    private static final Organisation UNIT = new Organisation(
            5, OrganisationKind.USING_UNIT, "物业", Optional.empty(), "310104", Optional.of("021-12345678"));
    private static final Device DEVICE = new Device(
            new DeviceId(7),
            new CatalogueCode("3110"),
            "310104",
            "电梯",
            "徐汇区",
            DeviceStatus.IN_USE,
            Optional.of(UNIT),
            Optional.empty(),
            Optional.of(new Membership(new DeviceId(8), "car")),
            3);
    private static final Entry ENTRY = new Entry(
            9,
            Subject.of(DEVICE.id()),
            "inspection",
            1,
            new Values(Map.of("on", DAY, "n", Long.MIN_VALUE, "m", new BigDecimal("-12.3400"), "w", "词", "good", true)),
            NOW,
            Instant.MAX,
            "检验院",
            "scan",
            OptionalLong.of(4));
    private static final KnownDevice KNOWN =
            new KnownDevice(DEVICE, Optional.of("1000000000001"), Map.of("inspection", ENTRY));
    private static final Caller CALLER =
            new Caller(Side.ENTERPRISE, Audience.USING_UNIT, Optional.of(UNIT), Language.EN);
    private static final ScanContext CONTEXT = new ScanContext(
            new CodeFacts("1000000000001", CodeState.BOUND, DAY, "310104"),
            DEVICE,
            Map.of("inspection", ENTRY),
            List.of(new Segment("GL-1", Values.none())),
            CALLER,
            DAY,
            Rulebook.of(List.of(RULE)));
    private static final List<Section> SECTIONS = List.of(
            new Section.Facts(TEXT, List.of(new Section.Fact("a", TEXT, TEXT, Section.Tone.BAD))),
            new Section.Table(TEXT, List.of(TEXT), List.of(List.of(TEXT)), List.of("/n/1000000000001")),
            new Section.Notice(TEXT, TEXT, Section.Tone.WARNING),
            new Section.Phones(TEXT, List.of(new Section.Phone(TEXT, "110", Optional.of(TEXT)))),
            new Section.Pictures(TEXT, List.of(new Section.Picture(TEXT, "0123456789abcdef".repeat(4)))),
            new Section.TimeLine(TEXT, List.of(new Section.Moment(DAY, TEXT))));
    private static final List<Action> ACTIONS = List.of(
            new Action("do", TEXT, "a/b", Set.of(Audience.PUBLIC)),
            new Action(
                    "sign",
                    TEXT,
                    "a/b",
                    Set.of(Audience.PUBLIC),
                    Draft.EMPTY
                            .giving(new Values(Map.of("a", "x")))
                            .filledWith(new Values(Map.of(
                                    "h", new Ticks(Map.of("a1", new Ticks.Tick(Ticks.Mark.FAULT, "裂 crack"))))))
                            .asking(Set.of("h"))
                            .offering(new Draft.Choice("h", List.of(new FieldType.Option("a", TEXT))))
                            .amending(7)
                            .signedBy(Audience.USING_UNIT)
                            .onlyAtDevice()
                            .having(new Effect.Becomes(DeviceStatus.STOPPED))),
            new Action(
                    "give",
                    TEXT,
                    "a/b",
                    Set.of(Audience.GOVERNMENT),
                    Draft.EMPTY.having(new Effect.GoesTo("91310000132200821H"))));
    private static final List<Link> LINKS = List.of(new Link("related", URI.create("/apps/a/b"), TEXT, "text/html"));

    static final List<Sample> ALL = List.of(
            of(CONTEXT),
            of(new PageContext("board", Map.of("a", "b"), CALLER, Optional.of(CONTEXT), DAY, Rulebook.none())),
            of(new View(SECTIONS, ACTIONS)),
            of(new PageView(SECTIONS, LINKS, ACTIONS, Optional.of("x"))),
            of(new Page("board", TEXT, Set.of(Audience.GOVERNMENT), true)),
            of(new PluginInfo("a", "1.0.0", TEXT, Optional.of("310104"))),
            of(new Event(Long.MAX_VALUE, DEVICE, ENTRY)),
            of(new Finding("on", TEXT)),
            of(LINKS.get(0)),
            of(RULE),
            of(new KnownEntry(KNOWN, ENTRY)),
            of(new DeviceQuery(
                    Set.of(new CatalogueCode("3000")), Optional.of(DeviceStatus.IN_USE), Optional.empty(), 5)),
            of(DeviceQuery.of(Set.of(new DeviceId(7)))),
            of(new Receipt(TEXT, LINKS)),
            of(new EntryQuery(
                    "inspection",
                    "on",
                    Optional.of("2026-01-01"),
                    Optional.empty(),
                    Set.of(),
                    true,
                    Optional.empty(),
                    200)),
            of(new EntryKind(
                    "a/b",
                    2,
                    TEXT,
                    List.of(
                            field("a", new FieldType.Words(20)),
                            field("b", new FieldType.Whole(-1, 9)),
                            field("c", new FieldType.Measure("m/s")),
                            field("d", new FieldType.Day()),
                            field("e", new FieldType.YesNo()),
                            field("f", new FieldType.Choice(List.of(new FieldType.Option("x", TEXT)))),
                            field("g", new FieldType.Photo()),
                            field("h", new FieldType.Checklist(List.of(new FieldType.Item("a1", TEXT, TEXT))))),
                    Set.of(Audience.USING_UNIT))),
            of(new EntryKind(
                    "a/c",
                    1,
                    TEXT,
                    List.of(field("n", new FieldType.Series("令{number}"))),
                    Set.of(),
                    Set.of(),
                    false,
                    Optional.of(new Paper(List.of(new Paper.Line(Paper.Style.NUMBER, Text.same("{n}"))))),
                    Optional.empty(),
                    Optional.of(new Answers(Set.of("a/b"), Optional.empty())),
                    Theme.FAULT)),
            new Sample(
                    answer("devices.list(org.teshema.api.app.DeviceQuery)"),
                    new Listing<>(List.of(KNOWN), Optional.of("c"))),
            new Sample(
                    answer("devices.entries(org.teshema.api.app.EntryQuery)"),
                    new Listing<>(List.of(new KnownEntry(KNOWN, ENTRY)), Optional.empty())),
            of(new HttpRequest("POST", URI.create("https://example.org/a?b=c"), Map.of("accept", "text/plain"), "词")),
            of(new HttpResponse(200, Map.of("content-type", "text/plain"), "词")),
            of(Job.daily("medians", TEXT, LocalTime.of(3, 30))),
            of(Job.every("medians", TEXT, Duration.ofMinutes(5))),
            of(new JobContext("medians", NOW, DAY, Rulebook.none())),
            of(Statement.of(
                    "insert into a values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "词",
                    7,
                    Long.MAX_VALUE,
                    new BigDecimal("1.50"),
                    true,
                    DAY,
                    NOW,
                    Optional.empty(),
                    Optional.of(8))),
            new Sample(
                    answer("tables.query(org.teshema.api.app.Statement)"),
                    List.of(Map.of("name", "a", "value", 24L, "share", new BigDecimal("0.5"), "day", DAY))),
            of(CityKinds.all().get(0)));

    private Samples() {}

    private static Sample of(Object value) {
        return new Sample(value.getClass(), value);
    }

    private static Field field(String name, FieldType type) {
        return new Field(name, TEXT, type, true, Set.of(Audience.PUBLIC));
    }

    private static Type answer(String name) {
        return new Surface(org.teshema.api.plugin.Platform.class)
                .spot(name)
                .orElseThrow()
                .answer()
                .orElseThrow();
    }

    /** Notes the records a value is made of. */
    static void visit(Object value, Collection<String> seen) {
        if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(one -> visit(one, seen));
        } else if (value instanceof Collection<?> many) {
            many.forEach(one -> visit(one, seen));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> visit(one, seen));
        } else if (value instanceof Rulebook book) {
            visit(book.rules(), seen);
        } else if (value.getClass().isRecord()) {
            seen.add(value.getClass().getName());
            for (RecordComponent part : value.getClass().getRecordComponents()) {
                try {
                    visit(part.getAccessor().invoke(value), seen);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Notes the records that values of a type may be made of. */
    static void records(Type type, Collection<String> found) {
        if (type instanceof ParameterizedType generic) {
            records(generic.getRawType(), found);
            for (Type part : generic.getActualTypeArguments()) {
                records(part, found);
            }
        } else if (type instanceof Class<?> plain && plain.getName().startsWith("org.teshema.api.")) {
            if (plain.isSealed()) {
                for (Class<?> kind : plain.getPermittedSubclasses()) {
                    records(kind, found);
                }
            } else if (plain.isRecord() && found.add(plain.getName())) {
                for (RecordComponent part : plain.getRecordComponents()) {
                    records(part.getGenericType(), found);
                }
            }
        }
    }
}
