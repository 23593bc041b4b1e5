package org.teshema.engine.scan;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Mask;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.ValueReader;
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
    private static final String TAKE = "action.take";
    private static final Duration TOGETHER = Duration.ofSeconds(10);

    private final ScanSelect select;
    private final SwappedPluginTable table;
    private final PluginCheck check;
    private final Entries entries;
    private final Writes writes;
    private final CityClock clock;
    private final ActionTokens tokens = new ActionTokens(new SecureRandom());

    /** A desk that appends to those entries. */
    @Activate
    public ActionDesk(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference PluginCheck check,
            @Reference Entries entries,
            @Reference Writes writes,
            @Reference CityClock clock) {
        this.select = new ScanSelect(database, clock);
        this.table = table;
        this.check = check;
        this.entries = entries;
        this.writes = writes;
        this.clock = clock;
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
        if (!Access.may(actor, Deed.WRITE_ARCHIVE)) {
            return actions;
        }
        var names = new HashSet<String>();
        for (Action action : offered) {
            if (!action.audience().contains(audience) || !plugin.readable().contains(action.kind())) {
                continue;
            }
            Optional<EntryKind> kind = plugin.kind(action.kind()).or(() -> table.kind(action.kind()));
            if (kind.isPresent() && kind.get().writers().contains(audience) && names.add(action.name())) {
                String token = tokens.issue(code, account(actor), action.kind(), clock.instant());
                actions.add(new OfferedAction(plugin.info().name(), action, kind.get(), token));
            }
        }
        return actions;
    }

    private static long account(Optional<Actor> actor) {
        return actor.map(Actor::accountId).orElse(NOBODY);
    }

    UnitSegments segments() {
        return check.segments();
    }

    /**
     * Takes an action. The token is the key of the request: sent twice it does the work once.
     *
     * @param actor who was offered it
     * @param codeId the scanned code, 20 hexadecimal digits
     * @param kindName name of the entry kind of the action
     * @param token as it was offered
     * @param raw field values as they came from a form or JSON
     * @return the entry, as far as this actor may see it
     * @throws Problem FORBIDDEN for a token that is not for exactly this, or too old; INVALID in the field that is wrong,
     *     by its type or in the plugin's eyes; NOT_FOUND for a code that is not in use any more
     */
    public Entry take(Actor actor, String codeId, String kindName, String token, Map<String, ?> raw) {
        return take(Optional.of(actor), codeId, kindName, token, raw, "scan", false);
    }

    /**
     * The same for somebody who may not be logged in, where the kind of entry lets the public write.
     *
     * @param source where the entry comes from, at most 20 characters
     * @param crowded whether too much came lately from where this comes. For a kind that is urgent it is then one with what others write
     *     about the device in the same ten seconds, and so it is when the public has written as much about it as it may in a day
     * @throws Problem THROTTLED, beside the others, when the public has written as much about this device as it may in a day and it is
     *     not urgent
     */
    public Entry take(
            Optional<Actor> actor,
            String codeId,
            String kindName,
            String token,
            Map<String, ?> raw,
            String source,
            boolean crowded) {
        Instant now = clock.instant();
        CodeId code = codeId(codeId);
        String key = tokens.check(token, code, account(actor), kindName, now)
                .orElseThrow(
                        () -> Problem.inField(
                                ProblemType.FORBIDDEN,
                                "token",
                                "操作凭证无效或已过期（30 分钟）；请重新扫码后再提交。",
                                "The action's token is not valid or older than 30 minutes. Scan the code again and send once more."));
        Found found = select.byId(code)
                .filter(one -> one.state() == CodeState.BOUND && one.bound().isPresent())
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "此码已不在使用，不能再登记。",
                        "The code is not in use any more; nothing can be recorded."));
        Found.Bound bound = found.bound().get();
        Audience audience = Access.audience(actor, bound.parties());
        EntryKind kind = table.toward(bound.device(), bound.parties().station())
                .kind(kindName)
                .filter(one -> one.writers().contains(audience) && Access.may(actor, Deed.WRITE_ARCHIVE))
                .orElseThrow(() -> Problem.of(
                        ProblemType.FORBIDDEN, "本单位不能对此设备登记此类条目。", "Your unit may not record this for this device."));
        Values values = ValueReader.read(kind, raw);
        Side side = actor.map(Actor::side).orElse(Side.PUBLIC);
        Caller caller = new Caller(side, audience, actor.map(Actor::organisation), Language.ZH);
        var facts = new CodeFacts(Long.toString(found.number()), found.state(), found.madeOn(), found.district());
        Subject subject = Subject.of(bound.device().id());
        Function<UnitOfWork, String> work = unit -> {
            if (actor.isEmpty() && !kind.urgent()) {
                entries.checkPublicMay(unit, subject, kind.name());
            }
            Entry entry = entries.append(
                    unit,
                    actor.map(Author::of).orElse(Author.PUBLIC),
                    subject,
                    bound.device().district(),
                    kind,
                    values,
                    happenedAt(values, now),
                    source,
                    OptionalLong.empty());
            return Long.toString(entry.id());
        };
        String request = codeId + "\n" + kindName + "\n" + values.byName();
        Runnable passes = () -> check.check(facts, bound, caller, kind, values);
        String reference;
        if (actor.isPresent()) {
            reference = writes.once(new WriteRequest(actor.get(), "action-" + key), TAKE, request, passes, work);
        } else if (kind.urgent() && (crowded || entries.isFullOfPublic(subject, kind.name()))) {
            long turn = now.getEpochSecond() / TOGETHER.toSeconds();
            String together = code.hex() + "\n" + turn + "\n" + kindName;
            String digest = HexFormat.of().formatHex(Sm3.hash(together.getBytes(StandardCharsets.UTF_8)));
            reference = writes.onceForAnybody("urgent-" + digest, TAKE, together, passes, work);
        } else {
            reference = writes.onceForAnybody("action-" + key, TAKE, request, passes, work);
        }
        return entries.find(Long.parseLong(reference))
                .map(entry -> Mask.of(entry, kind, audience))
                .orElseThrow();
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
