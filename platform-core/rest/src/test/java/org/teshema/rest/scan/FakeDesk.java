package org.teshema.rest.scan;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.CodeCard;
import org.teshema.engine.scan.CodePost;
import org.teshema.engine.scan.DeviceCard;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.engine.scan.Part;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.Taking;
import org.teshema.engine.scan.Verdict;
import org.teshema.rest.TestServer;
import org.teshema.trust.code.CodePrefix;

/** A desk whose answers are set by the test; it keeps what it was asked. */
final class FakeDesk implements Desk {
    static final String TEXT = "0123456789".repeat(19) + "01234567";
    static final String TOKEN = "token-of-the-offer";

    static final EntryKind VISIT = new EntryKind(
            "elevator/visit",
            1,
            new Text("维保", "Maintenance"),
            List.of(
                    new Field("on", new Text("日期", "Day"), new FieldType.Day(), true, Set.of()),
                    new Field("note", new Text("说明", "Note"), new FieldType.Words(200), false, Set.of()),
                    new Field("photo", new Text("照片", "Photo"), new FieldType.Photo(), false, Set.of()),
                    new Field("photo-taken", new Text("时间", "Time"), new FieldType.Words(16), false, Set.of())),
            Set.of(Audience.MAINTENANCE_UNIT));

    final AtomicInteger rehearsed = new AtomicInteger();
    final List<String> asked = new ArrayList<>();
    static final String USED = "used-token";

    final List<Map<String, ?>> taken = new ArrayList<>();
    final List<Optional<Actor>> signed = new ArrayList<>();
    Optional<Problem> refusal = Optional.empty();
    Draft draft = Draft.EMPTY;
    Verdict verdict = Verdict.GENUINE;
    Audience audience = Audience.MAINTENANCE_UNIT;
    String outside = "上海示例物业";
    boolean held;
    Optional<CodePost> post = Optional.empty();
    DeviceStatus status = DeviceStatus.IN_USE;
    DueStatus due = DueStatus.OVERDUE;
    Optional<Organisation> usingUnit = Optional.empty();
    Optional<Organisation> maintenanceUnit = Optional.empty();

    CodePrefix prefix = CodePrefix.parse("https://s.sh.gov.cn/s/");

    @Override
    public CodePrefix prefix() {
        return prefix;
    }

    @Override
    public List<Section.Phone> emergency() {
        return List.of();
    }

    @Override
    public ScanAnswer scan(String text, Optional<Actor> actor, Language language) {
        asked.add(text);
        return answer(text.matches("[0-9]{198}") ? verdict : Verdict.MALFORMED, actor, language);
    }

    @Override
    public ScanAnswer rehearse(String text, Language language) {
        rehearsed.incrementAndGet();
        return answer(verdict, Optional.empty(), language);
    }

    @Override
    public ScanAnswer byNumber(String typed, String client, Optional<Actor> actor, Language language) {
        asked.add(typed);
        if (typed.equals("9999999999999")) {
            throw Problem.of(ProblemType.THROTTLED, "尝试过多。", "Too many tries.");
        }
        return answer(typed.matches("[0-9]{13}") ? verdict : Verdict.MALFORMED, actor, language);
    }

    @Override
    public Entry take(Taking asked) {
        signed.add(asked.signer());
        refusal.ifPresent(problem -> {
            throw problem;
        });
        if (!asked.token().equals(TOKEN)) {
            throw Problem.inField(ProblemType.FORBIDDEN, "token", "操作凭证无效。", "The token is not valid.");
        }
        Map<String, ?> values = asked.raw();
        if (!String.valueOf(values.get("on")).matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw Problem.inField(ProblemType.INVALID, "on", "日期应形如 2026-03-01。", "A day looks like 2026-03-01.");
        }
        taken.add(values);
        return new Entry(
                42,
                Subject.of(new DeviceId(17)),
                asked.kind(),
                1,
                new Values(Map.of("on", LocalDate.of(2026, 11, 20))),
                Instant.EPOCH,
                Instant.EPOCH,
                asked.actor().orElseThrow().organisation().name(),
                "scan",
                OptionalLong.empty());
    }

    @Override
    public Optional<Entry> earlier(Actor actor, String codeId, String token) {
        return token.equals(USED) ? Optional.of(take(taking(actor, codeId))) : Optional.empty();
    }

    private Taking taking(Actor actor, String codeId) {
        return new Taking(
                Optional.of(actor),
                codeId,
                VISIT.name(),
                Draft.EMPTY,
                TOKEN,
                Map.of("on", "2026-11-20"),
                "scan",
                Optional.empty());
    }

    @Override
    public String keep(Actor actor, byte[] photo) {
        if (photo.length < 4) {
            throw Problem.inField(ProblemType.INVALID, "photo", "照片损坏。", "The photo is damaged.");
        }
        return HexFormat.of().toHexDigits(photo.length).repeat(8);
    }

    @Override
    public Actor prove(String login, String password, String client) {
        if (!password.equals("right")) {
            throw Problem.of(ProblemType.UNAUTHENTICATED, "登录名或密码不正确。", "Login and password do not belong together.");
        }
        return TestServer.actor(99, OrganisationKind.USING_UNIT, "310101");
    }

    private ScanAnswer answer(Verdict verdict, Optional<Actor> actor, Language language) {
        boolean device = verdict.showsDevice();
        boolean code = verdict.status() == 200 || verdict.status() == 410 || verdict == Verdict.SIGNATURE_ONLY;
        Text text = new Text(outside, outside + " (en)");
        return new ScanAnswer(
                verdict,
                verdict.meaning(),
                new Text("请核对编号。", "Compare the number."),
                Optional.empty(),
                code
                        ? Optional.of(new CodeCard(
                                "00112233445566778899",
                                verdict == Verdict.SIGNATURE_ONLY ? Optional.empty() : Optional.of("4821073965513"),
                                verdict == Verdict.SIGNATURE_ONLY ? Optional.empty() : Optional.of(CodeState.BOUND),
                                LocalDate.of(2026, 3, 1),
                                Optional.of("310101"),
                                Optional.empty(),
                                post,
                                held))
                        : Optional.empty(),
                device
                        ? Optional.of(new DeviceCard(
                                new Device(
                                        new DeviceId(17),
                                        new CatalogueCode("3110"),
                                        "310101",
                                        outside,
                                        outside,
                                        status,
                                        usingUnit,
                                        maintenanceUnit,
                                        0),
                                new Text("曳引驱动乘客电梯", "Traction passenger lift"),
                                new Text("黄浦区", "Huangpu"),
                                Optional.of("elevator")))
                        : Optional.empty(),
                actor.map(known -> new Caller(known.side(), audience, Optional.of(known.organisation()), language))
                        .orElseGet(() -> Caller.anonymous(language)),
                device
                        ? List.of(
                                new Part(
                                        "elevator",
                                        text,
                                        List.of(
                                                new Section.Notice(text, text, Section.Tone.WARNING),
                                                new Section.Facts(text, List.of(new Section.Fact("x", text, text))),
                                                new Section.Table(text, List.of(text), List.of(List.of(text))),
                                                new Section.TimeLine(
                                                        text,
                                                        List.of(new Section.Moment(LocalDate.of(2026, 1, 2), text))),
                                                new Section.Phones(
                                                        text,
                                                        List.of(new Section.Phone(text, "12345", Optional.of(text))))),
                                        Optional.empty()),
                                new Part("scene", text, List.of(), Optional.of(Gap.TOO_SLOW)),
                                new Part(
                                        "desk",
                                        text,
                                        List.of(new Section.Notice(
                                                new Text("报警情况", "The alarm"), text, Section.Tone.BAD)),
                                        Optional.empty()))
                        : List.of(),
                device
                        ? List.of(new ClockReading(
                                "inspection",
                                text,
                                due,
                                Optional.of(LocalDate.of(2026, 5, 31)),
                                new Text(text.zh() + "；第八条", text.en() + "; clause 8"),
                                Optional.of("rule-1")))
                        : List.of(),
                device && actor.isPresent()
                        ? List.of(new OfferedAction(
                                "elevator",
                                new Action("visit", text, VISIT.name(), Set.of(Audience.MAINTENANCE_UNIT), draft),
                                VISIT,
                                TOKEN))
                        : List.of(),
                device
                        ? List.of(new Link("describedby", URI.create("/plugins/scene/17"), text, "text/html"))
                        : List.of(),
                List.of(
                        new Section.Phone(new Text("应急救援", "Rescue"), "110", Optional.empty()),
                        new Section.Phone(new Text("市民热线", "Hotline"), "12345", Optional.empty())),
                Instant.now());
    }
}
