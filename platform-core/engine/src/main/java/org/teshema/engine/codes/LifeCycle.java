package org.teshema.engine.codes;

import static org.teshema.api.device.OrganisationKind.CITY_BUREAU;
import static org.teshema.api.device.OrganisationKind.DISTRICT;
import static org.teshema.api.device.OrganisationKind.INSPECTION_BODY;
import static org.teshema.api.device.OrganisationKind.STATION;
import static org.teshema.api.device.OrganisationKind.USING_UNIT;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.trust.keys.CodeClass;

/**
 * The one table of a code's life: from where, by what, to where, by whom, and what must tie them to the code. Every service
 * that moves codes asks it, and nothing that is not in it is possible. Who may make codes changes with the plan's dates
 * ({@link MakingRights}). Immutable and thread-safe.
 */
@Component(service = LifeCycle.class)
public final class LifeCycle {
    private static final List<Transition> TABLE = new Rows()
            .begin(CodeAction.ORDER, CodeState.ORDERED, Custody.NONE, CITY_BUREAU, DISTRICT)
            .row(CodeState.ORDERED, CodeAction.APPROVE, CodeState.APPROVED, Custody.NONE, CITY_BUREAU)
            .end(CodeState.ORDERED, CodeAction.REJECT, Custody.NONE, CITY_BUREAU)
            .dated(CodeState.APPROVED, CodeAction.MAKE, CodeState.MADE, Custody.NONE, CITY_BUREAU)
            .dated(CodeState.APPROVED, CodeAction.MAKE, CodeState.MADE, Custody.OWN_DISTRICT, DISTRICT)
            .row(CodeState.MADE, CodeAction.PRINT, CodeState.PRINTED, Custody.HOLDER, CITY_BUREAU, DISTRICT)
            .row(CodeState.PRINTED, CodeAction.STOCK, CodeState.STOCKED, Custody.HOLDER, CITY_BUREAU, DISTRICT)
            .row(CodeState.STOCKED, CodeAction.OFFER, CodeState.IN_TRANSIT, Custody.HOLDER, CITY_BUREAU, DISTRICT)
            .row(
                    CodeState.IN_TRANSIT,
                    CodeAction.ACCEPT,
                    CodeState.STOCKED,
                    Custody.RECEIVER,
                    DISTRICT,
                    STATION,
                    INSPECTION_BODY)
            .row(
                    CodeState.IN_TRANSIT,
                    CodeAction.REFUSE,
                    CodeState.STOCKED,
                    Custody.RECEIVER,
                    DISTRICT,
                    STATION,
                    INSPECTION_BODY)
            .row(CodeState.IN_TRANSIT, CodeAction.WITHDRAW, CodeState.STOCKED, Custody.HOLDER, CITY_BUREAU, DISTRICT)
            .row(
                    CodeState.STOCKED,
                    CodeAction.CLAIM,
                    CodeState.CLAIMED,
                    Custody.HOLDER,
                    DISTRICT,
                    STATION,
                    INSPECTION_BODY)
            .row(CodeState.CLAIMED, CodeAction.BIND, CodeState.BOUND, Custody.UNIT, USING_UNIT)
            // The last one of a sitting only: whoever binds sixty cars in a row may have scanned one label twice.
            .row(CodeState.BOUND, CodeAction.UNBIND, CodeState.CLAIMED, Custody.UNIT, USING_UNIT)
            .row(CodeState.BOUND, CodeAction.SUSPEND, CodeState.SUSPENDED, Custody.UNIT, USING_UNIT)
            .row(CodeState.BOUND, CodeAction.SUSPEND, CodeState.SUSPENDED, Custody.OWN_DISTRICT, DISTRICT)
            .row(CodeState.BOUND, CodeAction.SUSPEND, CodeState.SUSPENDED, Custody.NONE, CITY_BUREAU)
            // Whoever suspended it: that a code may be trusted again is for the authority to say.
            .row(CodeState.SUSPENDED, CodeAction.RESUME, CodeState.BOUND, Custody.OWN_DISTRICT, DISTRICT)
            .row(CodeState.SUSPENDED, CodeAction.RESUME, CodeState.BOUND, Custody.NONE, CITY_BUREAU)
            .row(CodeState.BOUND, CodeAction.REPLACE, CodeState.REPLACED, Custody.UNIT, USING_UNIT)
            .row(CodeState.SUSPENDED, CodeAction.REPLACE, CodeState.REPLACED, Custody.UNIT, USING_UNIT)
            .row(CodeState.BOUND, CodeAction.REVOKE, CodeState.REVOKED, Custody.OWN_DISTRICT, DISTRICT)
            .row(CodeState.BOUND, CodeAction.REVOKE, CodeState.REVOKED, Custody.NONE, CITY_BUREAU)
            .row(CodeState.SUSPENDED, CodeAction.REVOKE, CodeState.REVOKED, Custody.OWN_DISTRICT, DISTRICT)
            .row(CodeState.SUSPENDED, CodeAction.REVOKE, CodeState.REVOKED, Custody.NONE, CITY_BUREAU)
            .row(CodeState.PRINTED, CodeAction.SPOIL, CodeState.SPOILED, Custody.HOLDER, CITY_BUREAU, DISTRICT)
            .row(
                    CodeState.STOCKED,
                    CodeAction.SPOIL,
                    CodeState.SPOILED,
                    Custody.HOLDER,
                    CITY_BUREAU,
                    DISTRICT,
                    STATION,
                    INSPECTION_BODY)
            .row(CodeState.CLAIMED, CodeAction.SPOIL, CodeState.SPOILED, Custody.UNIT, USING_UNIT)
            .row(CodeState.CLAIMED, CodeAction.SPOIL, CodeState.SPOILED, Custody.OWN_DISTRICT, DISTRICT)
            .list();

    private static final List<Route> ROUTES = List.of(
            new Route(CITY_BUREAU, DISTRICT, false),
            new Route(DISTRICT, STATION, true),
            // An inspection body works in several districts.
            new Route(DISTRICT, INSPECTION_BODY, false));

    private static final List<ClaimRule> CLAIM_RULES = List.of(
            new ClaimRule(CodeClass.STOCK, DISTRICT, true, false, false),
            new ClaimRule(CodeClass.STOCK, STATION, true, false, false),
            new ClaimRule(CodeClass.REPLACEMENT, DISTRICT, true, false, false),
            new ClaimRule(CodeClass.REPLACEMENT, STATION, true, false, false),
            // At the supervision inspection, for the device inspected.
            new ClaimRule(CodeClass.NEW, INSPECTION_BODY, false, true, false),
            // Where there is no supervision inspection.
            new ClaimRule(CodeClass.NEW, DISTRICT, false, true, true));

    private final MakingRights rights;

    /** The table with the making rights of this installation. */
    @Activate
    public LifeCycle() {
        this(MakingRights.load(
                Optional.ofNullable(System.getProperty("karaf.etc")).map(etc -> Path.of(etc, "teshema"))));
    }

    /** The table with those making rights. */
    public LifeCycle(MakingRights rights) {
        this.rights = Objects.requireNonNull(rights, "rights");
    }

    /** All allowed steps. */
    public static List<Transition> table() {
        return TABLE;
    }

    /** The ways of custody. */
    public static List<Route> routes() {
        return ROUTES;
    }

    /** Who gives out which codes. */
    public static List<ClaimRule> claimRules() {
        return CLAIM_RULES;
    }

    /** Who may make codes when. */
    public MakingRights rights() {
        return rights;
    }

    /**
     * The step this actor would take, or the problem with it: role first, then state, then custody, then day.
     *
     * @param state where the code stands; empty before an order
     * @param ties what ties the actor to the code
     * @param today the day in the city
     * @throws Problem of type FORBIDDEN or WRONG_STATE
     */
    public Transition step(
            Actor actor, CodeAction action, Optional<CodeState> state, Set<Custody> ties, LocalDate today) {
        List<Transition> mine = TABLE.stream()
                .filter(t -> t.action() == action && t.role() == actor.role())
                .toList();
        if (mine.isEmpty() || !Access.may(actor, action.deed())) {
            throw notOfThisRole(action);
        }
        List<Transition> here =
                mine.stream().filter(t -> t.from().equals(state)).toList();
        if (here.isEmpty()) {
            throw notFromThere(action, state, mine);
        }
        Transition step = here.stream()
                .filter(t -> t.custody() == Custody.NONE || ties.contains(t.custody()))
                .findFirst()
                .orElseThrow(() -> notTheirs(action, here));
        if (step.dated() && !rights.held(actor.role(), today)) {
            throw notYet(action, actor.role(), today);
        }
        return step;
    }

    /** Whether that step is this actor's to take now: what {@link #step} would not refuse. */
    public boolean offers(
            Actor actor, CodeAction action, Optional<CodeState> state, Set<Custody> ties, LocalDate today) {
        return Access.may(actor, action.deed())
                && TABLE.stream()
                        .anyMatch(t -> t.action() == action
                                && t.role() == actor.role()
                                && t.from().equals(state)
                                && (t.custody() == Custody.NONE || ties.contains(t.custody()))
                                && (!t.dated() || rights.held(actor.role(), today)));
    }

    /** The ways of custody that begin with that organisation. */
    static List<Route> routesFrom(Organisation giver) {
        return ROUTES.stream().filter(route -> route.giver() == giver.kind()).toList();
    }

    /** The states from which that role may do that: for range updates, which move what is in one of them. */
    public static Set<CodeState> sources(CodeAction action, OrganisationKind role) {
        return TABLE.stream()
                .filter(t -> t.action() == action && t.role() == role)
                .flatMap(t -> t.from().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Refuses an action that is never this actor's, whatever the code. */
    public static void requireRole(Actor actor, CodeAction action) {
        if (!Access.may(actor, action.deed())) {
            throw notOfThisRole(action);
        }
    }

    /** Refuses a hand-over that is not on a way of custody. */
    public static void requireRoute(Organisation giver, Organisation receiver) {
        boolean allowed = ROUTES.stream()
                .anyMatch(route -> route.giver() == giver.kind()
                        && route.receiver() == receiver.kind()
                        && (!route.sameDistrict() || giver.district().equals(receiver.district())));
        if (!allowed) {
            throw Problem.inField(
                    ProblemType.FORBIDDEN,
                    "to",
                    "不能把码移交给" + receiver.name() + "：" + Words.of(giver.kind()).zh() + "只能移交给"
                            + receivers(giver, Text::zh, "、", "（本区）") + "。",
                    "Codes cannot be handed over to " + receiver.name() + ": a "
                            + Words.of(giver.kind()).en() + " hands over to "
                            + receivers(giver, Text::en, " or ", " (of its district)") + ".");
        }
    }

    /** The rule by which this actor gives out codes of that class, or the problem with it. */
    public static ClaimRule claimRule(Actor actor, CodeClass codeClass) {
        return CLAIM_RULES.stream()
                .filter(rule -> Access.may(actor, CodeAction.CLAIM.deed())
                        && rule.role() == actor.role()
                        && rule.codeClass() == codeClass)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.FORBIDDEN,
                        codeClass.zh() + "码由" + givers(codeClass, Text::zh, "、") + "发放。",
                        "Codes of class " + codeClass + " are given out by " + givers(codeClass, Text::en, " or ")
                                + "."));
    }

    private static String receivers(Organisation giver, Function<Text, String> word, String or, String own) {
        String all = ROUTES.stream()
                .filter(route -> route.giver() == giver.kind())
                .map(route -> word.apply(Words.of(route.receiver())) + (route.sameDistrict() ? own : ""))
                .collect(Collectors.joining(or));
        return all.isEmpty() ? "-" : all;
    }

    private static String givers(CodeClass codeClass, Function<Text, String> word, String or) {
        return CLAIM_RULES.stream()
                .filter(rule -> rule.codeClass() == codeClass)
                .map(rule -> word.apply(Words.of(rule.role())))
                .collect(Collectors.joining(or));
    }

    private static Problem notOfThisRole(CodeAction action) {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "“" + action.title().zh() + "”由" + roles(action, Text::zh, "、") + "办理，本账号无此权限。",
                "Only " + roles(action, Text::en, " or ") + " may "
                        + action.title().en() + "; this account may not.");
    }

    private static String roles(CodeAction action, Function<Text, String> word, String or) {
        return TABLE.stream()
                .filter(t -> t.action() == action)
                .map(Transition::role)
                .distinct()
                .map(role -> word.apply(Words.of(role)))
                .collect(Collectors.joining(or));
    }

    private static Problem notFromThere(CodeAction action, Optional<CodeState> state, List<Transition> mine) {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "当前状态为“" + state.map(s -> Words.of(s).zh()).orElse("无") + "”，“"
                        + action.title().zh() + "”只适用于“" + sources(mine, Text::zh, "”、“") + "”的码；请先核对码的状态。",
                "The state is " + state.map(s -> Words.of(s).en()).orElse("none") + "; to "
                        + action.title().en() + " it must be " + sources(mine, Text::en, " or ")
                        + ". Please check the code's state.");
    }

    private static String sources(List<Transition> mine, Function<Text, String> word, String or) {
        return mine.stream()
                .flatMap(t -> t.from().stream())
                .distinct()
                .map(s -> word.apply(Words.of(s)))
                .collect(Collectors.joining(or));
    }

    private static Problem notTheirs(CodeAction action, List<Transition> here) {
        Text custody = here.get(0).custody().title();
        return Problem.of(
                ProblemType.FORBIDDEN,
                "“" + action.title().zh() + "”" + custody.zh() + "，该码不在其中。",
                "You may " + action.title().en() + " for " + custody.en() + "; this one is not among them.");
    }

    private Problem notYet(CodeAction action, OrganisationKind role, LocalDate today) {
        Optional<LocalDate> next = rights.next(role, today);
        return Problem.of(
                ProblemType.FORBIDDEN,
                "“" + action.title().zh() + "”目前（" + today + "）不由"
                        + Words.of(role).zh() + "办理"
                        + next.map(day -> "，自 " + day + " 起可以办理").orElse("") + "；请由市局办理。",
                "On " + today + " a " + Words.of(role).en() + " may not "
                        + action.title().en()
                        + next.map(day -> ", it may from " + day + " on").orElse("")
                        + ". Please ask the city bureau.");
    }

    /** Builds the table. */
    private static final class Rows {
        private final List<Transition> rows = new ArrayList<>();

        Rows begin(CodeAction action, CodeState to, Custody custody, OrganisationKind... roles) {
            return add(Optional.empty(), action, Optional.of(to), custody, false, roles);
        }

        Rows end(CodeState from, CodeAction action, Custody custody, OrganisationKind... roles) {
            return add(Optional.of(from), action, Optional.empty(), custody, false, roles);
        }

        Rows row(CodeState from, CodeAction action, CodeState to, Custody custody, OrganisationKind... roles) {
            return add(Optional.of(from), action, Optional.of(to), custody, false, roles);
        }

        Rows dated(CodeState from, CodeAction action, CodeState to, Custody custody, OrganisationKind... roles) {
            return add(Optional.of(from), action, Optional.of(to), custody, true, roles);
        }

        private Rows add(
                Optional<CodeState> from,
                CodeAction action,
                Optional<CodeState> to,
                Custody custody,
                boolean dated,
                OrganisationKind... roles) {
            for (OrganisationKind role : roles) {
                rows.add(new Transition(from, action, to, role, custody, dated));
            }
            return this;
        }

        List<Transition> list() {
            return List.copyOf(rows);
        }
    }
}
