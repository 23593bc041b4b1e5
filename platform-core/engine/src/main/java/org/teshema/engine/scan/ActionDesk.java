package org.teshema.engine.scan;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.teshema.api.scan.Caller;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Audiences;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.archive.ValueReader;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodeId;

/**
 * Takes an action that a scan offered: one entry appended to the scanned device's archive, after the plugin has looked at
 * it. Thread-safe.
 */
@Component(service = ActionDesk.class)
public final class ActionDesk {
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
        this.select = new ScanSelect(database);
        this.table = table;
        this.check = check;
        this.entries = entries;
        this.writes = writes;
        this.clock = clock;
    }

    ActionTokens tokens() {
        return tokens;
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
        Instant now = clock.instant();
        CodeId code = codeId(codeId);
        String key = tokens.check(token, code, actor.accountId(), kindName, now)
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
        Audience audience = Audiences.of(Optional.of(actor), bound.parties());
        EntryKind kind = table.kind(kindName)
                .filter(one -> one.writers().contains(audience))
                .orElseThrow(() -> Problem.of(
                        ProblemType.FORBIDDEN, "本单位不能对此设备登记此类条目。", "Your unit may not record this for this device."));
        Values values = ValueReader.read(kind, raw);
        Caller caller = new Caller(actor.side(), audience, Optional.of(actor.organisation()), Language.ZH);
        var facts = new CodeFacts(Long.toString(found.number()), found.state(), found.madeOn(), found.district());
        String reference = writes.once(
                new WriteRequest(actor, "action-" + key),
                "action.take",
                codeId + "\n" + kindName + "\n" + values.byName(),
                () -> check.check(facts, bound, caller, kind, values),
                unit -> Long.toString(entries.append(
                                unit,
                                actor,
                                Subject.of(bound.device().id()),
                                bound.device().district(),
                                kind,
                                values,
                                happenedAt(values, now),
                                "scan",
                                OptionalLong.empty())
                        .id()));
        return entries.find(Long.parseLong(reference))
                .map(entry -> Audiences.mask(entry, kind, audience))
                .orElseThrow();
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
