package org.teshema.engine.scan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Effect;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Mask;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.sm.Sm3;

/**
 * Takes an action that a scan offered: one entry appended to the scanned device's archive, after the plugin has looked at
 * it. Thread-safe.
 */
@Component(service = ActionDesk.class)
public final class ActionDesk {
    // Accounts count from 1.
    private static final long NOBODY = 0;
    private static final String OPERATION = "action.take";
    private static final Duration TOGETHER = Duration.ofSeconds(10);
    /** What a problem with whoever signs is said to be in. */
    public static final String SIGNER = "signer";

    private final ScanSelect select;
    private final SwappedPluginTable table;
    private final PluginCheck check;
    private final Entries entries;
    private final Writes writes;
    private final CityClock clock;
    private final ActionTokens tokens;
    private final Optional<DeviceRegister> register;
    private final Predicate<Optional<Actor>> mayWrite;

    /** A desk that appends to those entries and carries out what they do to that register. */
    @Activate
    public ActionDesk(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference PluginCheck check,
            @Reference Entries entries,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference DeviceRegister register) {
        this(database, table, check, entries, writes, clock, Optional.of(register), ActionDesk::mayWrite);
    }

    /** A desk without a register, which offers nothing that has an effect on it. */
    public ActionDesk(
            Database database,
            SwappedPluginTable table,
            PluginCheck check,
            Entries entries,
            Writes writes,
            CityClock clock) {
        this(database, table, check, entries, writes, clock, Optional.empty(), ActionDesk::mayWrite);
    }

    /** The same, where that says who may write into archives at all. */
    ActionDesk(
            Database database,
            SwappedPluginTable table,
            PluginCheck check,
            Entries entries,
            Writes writes,
            CityClock clock,
            Optional<DeviceRegister> register,
            Predicate<Optional<Actor>> mayWrite) {
        this.register = register;
        this.mayWrite = mayWrite;
        this.select = new ScanSelect(database, clock);
        this.table = table;
        this.check = check;
        this.entries = entries;
        this.writes = writes;
        this.clock = clock;
        this.tokens = new ActionTokens(new ActionKey(database));
    }

    /**
     * The device that the code with that number is bound to, as a scan of it would hand it to plugins.
     *
     * @param number the 13 digits of a code
     * @param actor who looks, empty for somebody not logged in
     * @return empty where no code in use has that number
     */
    public Optional<Scanned> scanned(String number, Optional<Actor> actor, Language language) {
        Optional<Found> code = ShortNumber.parse(number)
                .flatMap(digits -> select.byNumber(Long.parseLong(digits.digits())))
                .filter(found ->
                        found.state() == CodeState.BOUND && found.bound().isPresent());
        return code.map(found -> {
            Found.Bound bound = found.bound().get();
            Audience audience = Access.audience(actor, bound.parties());
            Side side = actor.map(Actor::side).orElse(Side.PUBLIC);
            var caller = new Caller(side, audience, actor.map(Actor::organisation), language);
            return new Scanned(
                    found.id(),
                    Long.toString(found.number()),
                    caller,
                    bound.device(),
                    bound.parties().station(),
                    asked(found, bound, caller, clock.instant()));
        });
    }

    /**
     * Of the actions a plugin offers those that this reader may take, each with a token.
     *
     * @param code the code of the device they are about
     * @param audience what the reader is towards it
     * @param actor the reader, empty for somebody not logged in
     */
    public List<OfferedAction> offer(
            Admitted plugin, List<Action> offered, CodeId code, Audience audience, Optional<Actor> actor) {
        var actions = new ArrayList<OfferedAction>();
        if (!mayWrite.test(actor)) {
            return actions;
        }
        var names = new HashSet<String>();
        for (Action action : offered) {
            if (!action.audience().contains(audience)
                    || !plugin.readable().contains(action.kind())
                    || !mayHave(action.draft().effect(), plugin, actor)) {
                continue;
            }
            Optional<EntryKind> kind = plugin.kind(action.kind()).or(() -> table.kind(action.kind()));
            Audience writer = action.draft().signer().orElse(audience);
            if (kind.isPresent()
                    && kind.get().writers().contains(writer)
                    && fits(action.draft(), kind.get())
                    && names.add(action.name())) {
                Draft bound = bound(actor, kind, action.draft());
                String token = tokens.issue(code, holder(actor), action.kind(), bound, clock.instant());
                actions.add(new OfferedAction(plugin.info().name(), action, kind.get(), token));
            }
        }
        return actions;
    }

    private static boolean mayWrite(Optional<Actor> actor) {
        return Access.may(actor, Deed.WRITE_ARCHIVE);
    }

    /** Who a token is for: a person as long as they act for the same organisation. */
    private static long holder(Optional<Actor> actor) {
        return actor.map(one -> (one.organisation().id() << Integer.SIZE) ^ one.accountId())
                .orElse(NOBODY);
    }

    /**
     * What a form is bound to: what it opened with. But a form of the public, which may be open over midnight, is not bound to the day by
     * which others are to have acted: that one is reckoned when it is sent. Whoever is logged in signs what they saw.
     */
    private static Draft bound(Optional<Actor> actor, Optional<EntryKind> kind, Draft draft) {
        Optional<String> due = actor.isPresent() ? Optional.empty() : kind.flatMap(EntryKind::due);
        return due.map(day -> {
                    var others = new HashMap<>(draft.given().byName());
                    others.remove(day);
                    return draft.giving(new Values(others));
                })
                .orElse(draft);
    }

    /** An effect on the register is for the city's own plugins, and for people who may change the register anywhere. */
    private boolean mayHave(Optional<Effect> effect, Admitted plugin, Optional<Actor> actor) {
        return effect.isEmpty()
                || (register.isPresent()
                        && plugin.info().district().isEmpty()
                        && actor.filter(one -> Access.may(one, Deed.CHANGE_DEVICE))
                                .isPresent());
    }

    UnitSegments segments() {
        return check.segments();
    }

    private static boolean fits(Draft draft, EntryKind kind) {
        return Stream.of(
                        draft.given().byName().keySet(), draft.filled().byName().keySet(), draft.asked())
                .flatMap(Set::stream)
                .allMatch(name -> kind.field(name).isPresent());
    }

    /** Takes an action with an empty draft, as {@link #take(Taking)}. */
    public Entry take(Actor actor, String codeId, String kindName, String token, Map<String, ?> raw) {
        return take(Optional.of(actor), codeId, kindName, token, raw, Taking.SCAN);
    }

    /** The same for somebody who may not be logged in, where the kind of entry lets the public write. */
    public Entry take(
            Optional<Actor> actor, String codeId, String kindName, String token, Map<String, ?> raw, String source) {
        return take(new Taking(actor, codeId, kindName, Draft.EMPTY, token, raw, source, Optional.empty()));
    }

    /**
     * Takes an action. The token is the key of the request: sent twice it does the work once.
     *
     * @return the entry, as far as its author may see it
     * @throws Problem FORBIDDEN for a token that was never given out for exactly this; STALE_VERSION in the field {@code token} for
     *     one that is too old, or whose form would open otherwise by now; KEY_REUSED for one that was used for something else;
     *     INVALID in the field that is wrong, by its type or in the plugin's eyes; NOT_FOUND for a code that is not in use any more;
     *     THROTTLED when the public has written as much about this device as it may in a day, and it is not urgent
     */
    public Entry take(Taking asked) {
        Instant now = clock.instant();
        CodeId code = codeId(asked.code());
        Optional<Found> inUse = select.byId(code)
                .filter(one -> one.state() == CodeState.BOUND && one.bound().isPresent());
        Optional<EntryKind> declared = inUse.flatMap(Found::bound)
                .flatMap(one ->
                        table.toward(one.device(), one.parties().station()).kind(asked.kind()));
        String key = key(asked, code, bound(asked.actor(), declared, asked.draft()), now);
        Found found = inUse.orElseThrow(() -> Problem.of(
                ProblemType.NOT_FOUND, "此码已不在使用，不能再登记。", "The code is not in use any more; nothing can be recorded."));
        Found.Bound bound = found.bound().orElseThrow();
        Optional<Actor> author = asked.author();
        Audience audience = Access.audience(author, bound.parties());
        EntryKind kind = declared.filter(one -> one.writers().contains(audience)
                        && mayWrite.test(author)
                        && asked.draft()
                                .signer()
                                .filter(wanted -> wanted != audience)
                                .isEmpty())
                .orElseThrow(() -> mayNot(asked.draft()));
        Values values = ValueReader.read(kind, asked.raw(), asked.draft());
        Side side = author.map(Actor::side).orElse(Side.PUBLIC);
        Caller caller = new Caller(side, audience, author.map(Actor::organisation), Language.ZH);
        var facts = new CodeFacts(Long.toString(found.number()), found.state(), found.madeOn(), found.district());
        Subject subject = Subject.of(bound.device().id());
        var passed = new AtomicReference<>(values);
        Function<UnitOfWork, String> work = unit -> {
            if (author.isEmpty() && !kind.urgent()) {
                entries.checkPublicMay(unit, subject, kind.name());
            }
            Entry entry = entries.append(
                    unit,
                    author.map(Author::of).orElse(Author.PUBLIC),
                    subject,
                    bound.device().district(),
                    kind,
                    passed.get(),
                    happenedAt(values, now),
                    asked.source(),
                    asked.draft().amends());
            asked.draft()
                    .effect()
                    .ifPresent(effect -> register.orElseThrow()
                            .carryOut(
                                    unit,
                                    author.orElseThrow(),
                                    bound.device().id().value(),
                                    effect,
                                    "档案条目 " + entry.id() + "：" + kind.title().zh()));
            return Long.toString(entry.id());
        };
        String request = asked.code() + "\n" + asked.kind() + "\n" + values.byName();
        Runnable passes = () -> passed.set(check.check(facts, bound, caller, kind, values));
        String reference;
        if (asked.actor().isPresent()) {
            reference = writes.once(new WriteRequest(asked.actor().get(), key), OPERATION, request, passes, work);
        } else if (kind.urgent() && (asked.crowded() || entries.isFullOfPublic(subject, kind.name()))) {
            String together = together(code, kind, now);
            reference = writes.onceForAnybody(together, OPERATION, together, passes, work);
        } else {
            reference = writes.onceForAnybody(key, OPERATION, request, passes, work);
        }
        return entries.find(Long.parseLong(reference))
                .map(entry -> Mask.of(entry, kind, audience))
                .orElseThrow();
    }

    /** The key that all have in common who write of an urgent kind about a device in the same ten seconds. */
    private static String together(CodeId code, EntryKind kind, Instant now) {
        String all = code.hex() + "\n" + now.getEpochSecond() / TOGETHER.toSeconds() + "\n" + kind.name();
        return "urgent-" + HexFormat.of().formatHex(Sm3.hash(all.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * What this reader appended with that token, though the action may not be offered any more: what a form that is sent twice is
     * answered with.
     */
    public Optional<Entry> earlier(Optional<Actor> actor, String codeId, String token) {
        CodeId code = codeId(codeId);
        OptionalLong account =
                actor.map(one -> OptionalLong.of(one.accountId())).orElseGet(OptionalLong::empty);
        return ActionTokens.key(token)
                .flatMap(key -> writes.reference(account, "action-" + key))
                .flatMap(reference -> entries.find(Long.parseLong(reference)))
                .filter(entry -> tokens.isFor(token, code, holder(actor), entry.kind()))
                .map(entry -> new Entry(
                        entry.id(),
                        entry.subject(),
                        entry.kind(),
                        entry.schemaVersion(),
                        Values.none(),
                        entry.happenedAt(),
                        entry.recordedAt(),
                        entry.author(),
                        entry.source(),
                        entry.supersedes()));
    }

    /** The key of the request; a token that was used is let through, to be answered what it was answered then. */
    private String key(Taking asked, CodeId code, Draft bound, Instant now) {
        ActionTokens.Known token = tokens.check(asked.token(), code, holder(asked.actor()), asked.kind(), bound, now)
                .orElseThrow(
                        () -> Problem.inField(
                                ProblemType.FORBIDDEN,
                                "token",
                                "操作凭证不是为此人、此码和此操作发出的；请重新扫码后再提交。",
                                "The action's token was not given out for this person, code and action. Scan the code again and send once more."));
        String key = "action-" + token.key();
        boolean used = token.state() != ActionTokens.State.GOOD
                && writes.reference(
                                asked.actor()
                                        .map(one -> OptionalLong.of(one.accountId()))
                                        .orElseGet(OptionalLong::empty),
                                key)
                        .isPresent();
        if (!used && token.state() == ActionTokens.State.LATE) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "token",
                    "页面打开已超过 30 分钟，尚未登记。请核对所填内容后再提交一次。",
                    "The page was opened more than 30 minutes ago, and nothing was recorded. Look over what you filled in and send it"
                            + " once more.");
        }
        if (!used && token.state() == ActionTokens.State.CHANGED) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "token",
                    "页面打开后，所涉及的记录已有变化，尚未登记。请核对现在的内容后再提交一次。",
                    "What this form is about has changed since the page was opened, and nothing was recorded. Look at it as it stands"
                            + " now and send it once more.");
        }
        return key;
    }

    private static Problem mayNot(Draft draft) {
        return draft.signer().isPresent()
                ? Problem.inField(
                        ProblemType.INVALID,
                        SIGNER,
                        "该账号不属于应签字的单位，不能为此设备签字。",
                        "That account is not of the unit that signs for this device.")
                : Problem.of(
                        ProblemType.FORBIDDEN, "本单位不能对此设备登记此类条目。", "Your unit may not record this for this device.");
    }

    private Contributions asked(Found found, Found.Bound bound, Caller caller, Instant now) {
        Lane lane = table.toward(bound.device(), bound.parties().station());
        Handlers handlers = lane.handlers(bound.device());
        return new Contributions(
                handlers,
                bound.device(),
                new CodeFacts(Long.toString(found.number()), found.state(), found.madeOn(), found.district()),
                MaskedEntries.of(bound, handlers.kinds(), caller.audience(), lane),
                check.segments().of(bound, lane, caller.audience()),
                caller,
                CityClock.dayOf(now));
    }

    private static Instant happenedAt(Values values, Instant now) {
        Optional<LocalDate> on = values.day(CityKinds.ON);
        Instant start =
                on.map(day -> day.atStartOfDay(CityClock.ZONE).toInstant()).orElse(now);
        return on.isPresent() && on.get().equals(CityClock.dayOf(now)) ? now : start;
    }

    private static CodeId codeId(String hex) {
        try {
            return CodeId.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw Problem.inField(
                    ProblemType.INVALID, "code", "码标识应为 20 位十六进制数字。", "The id of a code has 20 hexadecimal digits.");
        }
    }
}
