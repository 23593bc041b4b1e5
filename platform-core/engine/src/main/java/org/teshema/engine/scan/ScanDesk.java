package org.teshema.engine.scan;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.device.Device;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CatalogueNode;
import org.teshema.engine.reference.District;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.CodeReading;
import org.teshema.trust.code.CodeReading.Genuine;
import org.teshema.trust.code.CodeReading.LookUp;
import org.teshema.trust.code.CodeReading.Refused;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.Wording;

/**
 * Answers scans. The verdict is the core's; plugins add what they know of the device; whatever is missing, an answer
 * comes. Thread-safe.
 */
@Component(service = ScanDesk.class, configurationPid = "org.teshema.scan")
public final class ScanDesk {
    // While the register is away nobody waits for it but one scan a second, which finds out when it is back.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final CodeReader reader;
    private final ScanSelect select;
    private final SetDesk sets;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final Catalogue catalogue;
    private final Districts districts;
    private final ActionDesk desk;
    private final UnitSegments segments;
    private final CityClock clock;
    private final Throttle throttle;
    private final List<Phone> emergency;
    private final CircuitBreaker<Object> register;
    private final Map<Verdict, LongAdder> counts = new EnumMap<>(Verdict.class);

    /** Configuration {@code org.teshema.scan}. */
    public @interface Config {
        /** The number to call in an emergency; shown even when everything else is down. */
        String emergency_number() default "110";

        /** What the emergency number is, in Chinese. */
        String emergency_zh() default "应急救援（困人、事故）";

        /** What the emergency number is, in English. */
        String emergency_en() default "Emergency rescue";

        /** The number for questions and complaints; empty for none. */
        String service_number() default "12345";

        /** What the service number is, in Chinese. */
        String service_zh() default "市民服务热线（咨询、投诉、举报）";

        /** What the service number is, in English. */
        String service_en() default "Citizens' hotline (questions, complaints, reports)";

        /** Unknown numbers a client may try at once. */
        int number_tries() default 10;

        /** Seconds after which a client may try one more. */
        int number_refill_seconds() default 6;
    }

    /** A desk that reads the city's codes. */
    @Activate
    public ScanDesk(
            Config config,
            @Reference CityKeys keys,
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference Catalogue catalogue,
            @Reference Districts districts,
            @Reference ActionDesk actions,
            @Reference CityClock clock) {
        this(
                keys.reader(),
                database,
                table,
                guard,
                catalogue,
                districts,
                actions,
                clock,
                phones(config),
                Throttle.ofNumbers(
                        clock, config.number_tries(), Duration.ofSeconds(config.number_refill_seconds()), 10_000));
    }

    ScanDesk(
            CodeReader reader,
            Database database,
            SwappedPluginTable table,
            Guard guard,
            Catalogue catalogue,
            Districts districts,
            ActionDesk actions,
            CityClock clock,
            List<Phone> emergency,
            Throttle throttle) {
        this.reader = reader;
        this.select = new ScanSelect(database, clock);
        this.sets = new SetDesk(database, table, guard);
        this.table = table;
        this.guard = guard;
        this.catalogue = catalogue;
        this.districts = districts;
        this.desk = actions;
        this.segments = actions.segments();
        this.clock = clock;
        this.emergency = List.copyOf(emergency);
        this.throttle = throttle;
        this.register = CircuitBreaker.builder()
                .handle(Problem.class)
                .withFailureThreshold(1)
                .withDelay(LOOK_AGAIN)
                .build();
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, new LongAdder());
        }
    }

    static List<Phone> phones(Config config) {
        var phones = new ArrayList<Phone>();
        phones.add(new Phone(
                new Text(config.emergency_zh(), config.emergency_en()), config.emergency_number(), Optional.empty()));
        if (!config.service_number().isBlank()) {
            phones.add(new Phone(
                    new Text(config.service_zh(), config.service_en()), config.service_number(), Optional.empty()));
        }
        return phones;
    }

    /** Whom everybody may call, as the city configured it: that for emergencies first. */
    public List<Phone> emergency() {
        return emergency;
    }

    /**
     * Answers a scan. Never throws: what cannot be read, is unknown or cannot be looked up has a verdict of its own.
     *
     * @param textOrUrl what followed the prefix in an address, or the whole of what a scanner read
     * @param actor who scans, empty for somebody not logged in
     * @param language the reader's
     */
    public ScanAnswer scan(String textOrUrl, Optional<Actor> actor, Language language) {
        return counted(answered(textOrUrl, new Asker(actor, language)));
    }

    /** Answers a scan that nobody made and that is not counted: the platform's own, to find out how long it takes. */
    public ScanAnswer rehearse(String text, Language language) {
        return answered(text, new Asker(Optional.empty(), language));
    }

    private ScanAnswer answered(String textOrUrl, Asker asker) {
        boolean whole = textOrUrl != null && textOrUrl.contains("://");
        CodeReading reading = whole ? reader.readUrl(textOrUrl) : reader.readText(textOrUrl);
        if (reading instanceof Refused refused) {
            return refused(refused, asker);
        }
        if (reading instanceof Genuine genuine) {
            return lookedUp(
                    () -> select.byId(genuine.payload().id()),
                    asker,
                    Verdict.SIGNATURE_ONLY,
                    Optional.of(bare(genuine)),
                    new Text(
                            "此码由本市签名，但登记中没有它；请举报。",
                            "This city signed the code, but it is not in the register. Please report it."));
        }
        LookUp lookUp = (LookUp) reading;
        return lookedUp(
                () -> select.byForeignText(lookUp.key()),
                asker,
                Verdict.UNAVAILABLE,
                Optional.empty(),
                Verdict.UNKNOWN.meaning());
    }

    /**
     * Answers a typed number.
     *
     * @param typed as somebody typed it, with or without spaces
     * @param client the address it came from, to limit how many unknown numbers are tried
     * @throws Problem THROTTLED after too many unknown numbers, and nothing else
     */
    public ScanAnswer byNumber(String typed, String client, Optional<Actor> actor, Language language) {
        var asker = new Asker(actor, language);
        Optional<ShortNumber> number = ShortNumber.parse(typed);
        if (number.isEmpty()) {
            return counted(plain(
                    Verdict.MALFORMED,
                    new Text(
                            "编号应为 13 位数字，末位为校验位；请核对后重新输入。",
                            "A number has 13 digits, the last one a check digit. Please check it and type it again."),
                    asker,
                    Optional.empty()));
        }
        String who = actor.map(a -> "account " + a.accountId()).orElse(client);
        throttle.take(who);
        ScanAnswer answer = lookedUp(
                () -> select.byNumber(Long.parseLong(number.get().digits())),
                asker,
                Verdict.UNAVAILABLE,
                Optional.empty(),
                Verdict.UNKNOWN.meaning());
        if (answer.verdict() != Verdict.UNKNOWN) {
            throttle.giveBack(who);
        }
        return counted(answer.ofWhoTyped());
    }

    /** How many scans got each verdict since the start. */
    public Map<Verdict, Long> counts() {
        var now = new EnumMap<Verdict, Long>(Verdict.class);
        counts.forEach((verdict, count) -> now.put(verdict, count.sum()));
        return now;
    }

    private record Asker(Optional<Actor> actor, Language language) {
        Side side() {
            return actor.isPresent() ? actor.get().side() : Side.PUBLIC;
        }

        Caller stranger() {
            return actor.isEmpty()
                    ? Caller.anonymous(language)
                    : new Caller(
                            side(),
                            org.teshema.api.archive.Audience.PUBLIC,
                            Optional.of(actor.get().organisation()),
                            language);
        }
    }

    private ScanAnswer refused(Refused refused, Asker asker) {
        Wording detail = refused.detail();
        Verdict verdict = Verdict.of(refused.reason());
        return answer(
                verdict,
                new Text(detail.zh(), detail.en()),
                Optional.of(refused.reason()),
                asker.stranger(),
                Optional.empty());
    }

    private ScanAnswer lookedUp(
            Supplier<Optional<Found>> look, Asker asker, Verdict whenAway, Optional<CodeCard> bare, Text whenMissing) {
        Optional<Found> found;
        if (!register.tryAcquirePermit()) {
            return plain(whenAway, whenAway.meaning(), asker, bare);
        }
        try {
            found = look.get();
            register.recordSuccess();
        } catch (Problem e) {
            register.recordException(e);
            return plain(whenAway, whenAway.meaning(), asker, bare);
        } catch (RuntimeException | Error e) {
            // Ours, not the register's: it answers.
            register.recordSuccess();
            throw e;
        }
        if (found.isEmpty()) {
            return plain(Verdict.UNKNOWN, whenMissing, asker, Optional.empty());
        }
        try {
            return found(found.get(), asker);
        } catch (Problem e) {
            // The parts of the device could not be read: without them its clocks would show another day.
            return plain(whenAway, whenAway.meaning(), asker, bare);
        }
    }

    private ScanAnswer found(Found code, Asker asker) {
        Verdict verdict = Verdict.of(code.state());
        boolean ours = asker.actor().isPresent()
                && code.unit().isPresent()
                && code.unit().getAsLong() == asker.actor().get().organisation().id();
        var card = new CodeCard(
                code.id().hex(),
                Optional.of(Long.toString(code.number())),
                Optional.of(code.state()),
                code.madeOn(),
                Optional.of(code.district()),
                code.replacedBy().isPresent()
                        ? Optional.of(Long.toString(code.replacedBy().getAsLong()))
                        : Optional.empty(),
                code.post(),
                ours);
        if (!verdict.showsDevice() || code.bound().isEmpty()) {
            return answer(verdict, verdict.meaning(), Optional.empty(), asker.stranger(), Optional.of(card));
        }
        return withDevice(verdict, card, code, code.bound().get(), asker);
    }

    private ScanAnswer withDevice(Verdict own, CodeCard card, Found code, Found.Bound bound, Asker asker) {
        Verdict verdict = own == Verdict.SUSPENDED && SetDesk.isSuspended(bound) ? Verdict.SET_SUSPENDED : own;
        Device device = bound.device();
        var caller = new Caller(
                asker.side(),
                Access.audience(asker.actor(), bound.parties()),
                asker.actor().map(Actor::organisation),
                asker.language());
        Instant now = clock.instant();
        Lane lane = table.toward(device, bound.parties().station());
        Handlers handlers = lane.handlers(device);
        Map<String, Entry> entries = MaskedEntries.of(bound, handlers.kinds(), caller.audience(), lane);
        var facts = new CodeFacts(card.number().orElseThrow(), code.state(), code.madeOn(), code.district());
        var asked = new Contributions(
                handlers,
                device,
                facts,
                entries,
                segments.of(bound, lane, caller.audience()),
                caller,
                CityClock.dayOf(now));
        List<Outcome<Contribution>> outcomes = guard.ask(asked.questions());
        var parts = new Parts();
        var clocks = new ArrayList<ClockReading>();
        var actions = new ArrayList<OfferedAction>();
        var links = new ArrayList<Link>();
        boolean categoryAnswered = false;
        for (int i = 0; i < outcomes.size(); i++) {
            Admitted plugin = asked.of(i);
            Outcome<Contribution> outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Missing<Contribution> missing) {
                parts.add(new Part(plugin.info().name(), plugin.info().title(), List.of(), Optional.of(missing.gap())));
                continue;
            }
            Contribution contribution = ((Outcome.Answered<Contribution>) outcome).value();
            categoryAnswered |= asked.isCategory(i);
            parts.add(plugin, contribution.view().sections());
            clocks.addAll(contribution.clocks());
            links.addAll(contribution.links());
            if (verdict == Verdict.GENUINE && asker.actor().isPresent()) {
                actions.addAll(
                        desk.offer(plugin, contribution.view().actions(), code.id(), caller.audience(), asker.actor()));
            }
        }
        if (!categoryAnswered) {
            parts.add(GenericView.of(device, entries));
        }
        sets.seen(bound, verdict, caller.audience(), CityClock.dayOf(now)).ifPresent(seen -> {
            parts.addSet(seen.part());
            seen.clocks().ifPresent(mothers -> {
                clocks.clear();
                clocks.addAll(mothers);
            });
        });
        return new ScanAnswer(
                verdict,
                verdict.meaning(),
                NextStep.of(verdict, caller.side(), card.heldByCaller()),
                Optional.empty(),
                Optional.of(card),
                Optional.of(card(device, handlers)),
                caller,
                parts.inOrder(),
                clocks,
                actions,
                links,
                emergency,
                now);
    }

    private DeviceCard card(Device device, Handlers handlers) {
        return new DeviceCard(
                device,
                catalogue
                        .find(device.category())
                        .map(CatalogueNode::one)
                        .orElseGet(() -> Text.same(device.category().value())),
                districts.find(device.district()).map(District::name).orElseGet(() -> Text.same(device.district())),
                handlers.category().map(one -> one.info().name()));
    }

    private ScanAnswer plain(Verdict verdict, Text explanation, Asker asker, Optional<CodeCard> card) {
        return answer(verdict, explanation, Optional.empty(), asker.stranger(), card);
    }

    private ScanAnswer answer(
            Verdict verdict,
            Text explanation,
            Optional<org.teshema.trust.code.Reason> refusal,
            Caller caller,
            Optional<CodeCard> card) {
        boolean ours = card.map(CodeCard::heldByCaller).orElse(false);
        return new ScanAnswer(
                verdict,
                explanation,
                NextStep.of(verdict, caller.side(), ours),
                refusal,
                card,
                Optional.empty(),
                caller,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                emergency,
                clock.instant());
    }

    private ScanAnswer counted(ScanAnswer answer) {
        counts.get(answer.verdict()).increment();
        return answer;
    }

    /** All that a signature tells without the register. */
    private static CodeCard bare(Genuine genuine) {
        LocalDate day = genuine.payload().day();
        return new CodeCard(
                genuine.payload().id().hex(),
                Optional.empty(),
                Optional.empty(),
                day,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
