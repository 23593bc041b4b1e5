package org.teshema.rest.page;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchState;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.Claim;
import org.teshema.engine.codes.Claims;
import org.teshema.engine.codes.Code;
import org.teshema.engine.codes.CodeAction;
import org.teshema.engine.codes.CodeFilter;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOverState;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.codes.HolderBalance;
import org.teshema.engine.codes.PrintJob;
import org.teshema.engine.codes.SerialRange;
import org.teshema.engine.codes.Whereabouts;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.codes.BatchAnswerResource;
import org.teshema.rest.codes.BatchOrderResource;
import org.teshema.rest.codes.HandOverAnswerResource;
import org.teshema.rest.codes.OfferResource;
import org.teshema.web.AppPage;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** The lists of codes: one by one, by batch, on their way, and by who answers for them. */
@Component(service = CodeLists.class)
public final class CodeLists {
    private static final Text CODES = new Text("码", "Codes");

    private final Codes codes;
    private final Batches batches;
    private final HandOvers handOvers;
    private final Claims claims;
    private final Balances balances;

    /** Lists what these have. */
    @Activate
    public CodeLists(
            @Reference Codes codes,
            @Reference Batches batches,
            @Reference HandOvers handOvers,
            @Reference Claims claims,
            @Reference Balances balances) {
        this.codes = codes;
        this.batches = batches;
        this.handOvers = handOvers;
        this.claims = claims;
        this.balances = balances;
    }

    Listing<Code> codes(Call call, Actor actor) {
        CodeFilter filter = new CodeFilter(
                Filters.asked(call, "batch").map(id -> Ids.field("batch", id)),
                Filters.serial(call, "first"),
                Filters.serial(call, "last"),
                Filters.asked(call, "state").map(CodeLists::state),
                Filters.asked(call, "where").map(where -> Ids.word("where", where, Whereabouts.class)),
                Filters.asked(call, "holder").map(id -> Ids.field("holder", id)),
                Filters.asked(call, "answers").map(id -> Ids.field("answers", id)),
                Filters.asked(call, "device").map(id -> Ids.field("device", id)));
        Optional<String> number = Filters.asked(call, "number");
        return new Listing<Code>(
                        CODES,
                        new Text(
                                "本单位可见的码，按制码次序。号段由批次、起号和止号确定。",
                                "The codes you may see, in the order they were made. A range is a batch with its first and last serial."),
                        List.of(
                                Column.<Code>link(
                                                "编号",
                                                "Number",
                                                code -> code.number().grouped(),
                                                code -> "/n/" + code.number().digits())
                                        .unbroken(),
                                Column.id("批次", "Batch", Code::batch, code -> "/codes?batch=" + code.batch()),
                                Column.id("序号", "Serial", Code::serial),
                                Column.words(
                                        "保管或使用单位",
                                        "Holder",
                                        code -> code.holder().name()),
                                Column.state("状态", "State", code -> Names.of(code.state())),
                                new Column<>(
                                        new Text("设备", "Device"),
                                        code -> device(code.device()),
                                        code -> code.device().orElse(null)),
                                Column.time("最近变更", "Last changed", code -> Optional.of(code.changedAt()))),
                        cursor -> number.isPresent() ? found(actor, number.get()) : codes.list(actor, filter, cursor))
                .by(
                        Filters.typed(call, "number", "编号", "Number"),
                        Filters.typed(call, "batch", "批次", "Batch"),
                        Filters.typed(call, "first", "起号", "First serial"),
                        Filters.typed(call, "last", "止号", "Last serial"),
                        Filters.chosen(
                                call,
                                "state",
                                "状态",
                                "State",
                                Filters.options(
                                        (CodeState state) -> Names.of(state).words(),
                                        List.copyOf(EnumSet.range(CodeState.MADE, CodeState.SPOILED)))),
                        Filters.chosen(call, "where", "去向", "Where", Filters.options(Names::of, Whereabouts.class)))
                .linked(
                        Filters.typed(call, "holder", "保管单位编号", "Holder's number"),
                        Filters.typed(call, "answers", "责任单位编号", "Number of who answers"),
                        Filters.typed(call, "device", "设备编号", "Device's number"));
    }

    /** The code of that number; what is none, or not the actor's to see, looks the same. */
    private Page<Code> found(Actor actor, String number) {
        try {
            return whole(List.of(codes.find(actor, number)));
        } catch (Problem e) {
            if (e.type() != ProblemType.NOT_FOUND) {
                throw Problem.inField(
                        e.type(), "number", e.detail().zh(), e.detail().en());
            }
            return whole(List.of());
        }
    }

    Listing<Batch> batches(Call call, Actor actor) {
        Optional<BatchState> state =
                Filters.asked(call, "state").map(word -> Ids.word("state", word, BatchState.class));
        Optional<Long> maker = organisation(call, "maker");
        List<Column<Batch>> columns = new ArrayList<>(List.of(
                Column.id("批次", "Batch", Batch::id, batch -> "/codes?batch=" + batch.id()),
                Column.words("标牌标题", "Title", Batch::title),
                Column.words("用途", "What for", Batch::reason),
                Column.figure(
                        "数量",
                        "Quantity",
                        Batch::quantity,
                        batch -> batch.madeAt().isPresent() ? "/codes?batch=" + batch.id() : ""),
                Column.words("申请单位", "Ordered by", batch -> batch.orderedBy().name()),
                Column.time("申请时间", "Ordered", batch -> Optional.of(batch.orderedAt())),
                Column.state("状态", "State", batch -> Names.of(batch.state())),
                Column.state("标牌", "Labels", CodeLists::labels)));
        if (Access.may(actor, Deed.CODE_APPROVE)) {
            columns.add(Column.state(
                    "办理",
                    "To do",
                    batch -> deed(
                            batches.answers(actor, batch).isEmpty(),
                            new Text("批准或驳回", "Approve or reject"),
                            BatchAnswerResource.of(batch.id()))));
        }
        return new Listing<Batch>(
                        new Text("批次", "Batches"),
                        new Text(
                                "制码批次，从申请到入库；标牌列为逐枚印制并回读的进度。",
                                "Batches of codes, from the order to the stock. Labels shows how far they are drawn and read back."),
                        columns,
                        cursor -> batches.list(actor, state, maker, cursor))
                .doing(door(
                        actor,
                        Deed.CODE_ORDER,
                        new AppPage.Door(new Text("申请制码", "Order codes"), BatchOrderResource.PATH)))
                .by(Filters.chosen(
                        call,
                        "state",
                        "状态",
                        "State",
                        Filters.options(one -> Names.of(one).words(), BatchState.class)))
                .linked(Filters.typed(call, "maker", "制码单位编号", "Maker's number"));
    }

    /** A form, for whoever may ever do that. */
    private static List<AppPage.Door> door(Actor actor, Deed deed, AppPage.Door form) {
        return Access.may(actor, deed) ? List.of(form) : List.of();
    }

    /** What is to be done with a row, which leads to its form. */
    private static Cell deed(boolean none, Text words, String form) {
        return none ? Cell.of("—") : new Cell(words, Tone.PLAIN, Optional.of(form));
    }

    /** How far the labels of a batch are: drawn and read back. */
    private static Cell labels(Batch batch) {
        if (batch.printing().isEmpty()) {
            return Cell.of("—");
        }
        PrintJob job = batch.printing().get();
        int percent = job.labels() == 0 ? 0 : (int) (100L * job.labelsDone() / job.labels());
        String words = String.format(Locale.ROOT, "%,d / %,d", job.labelsDone(), job.labels());
        return switch (job.state()) {
            case WAITING, RUNNING, DONE ->
                new Cell(Text.same(words), Tone.PLAIN, Optional.empty(), OptionalInt.of(percent));
            case CANCELLED -> new Cell(new Text("已取消", "Called off"), Tone.WARNING, Optional.empty());
            case FAILED -> new Cell(new Text("失败", "Failed"), Tone.BAD, Optional.empty());
        };
    }

    Listing<HandOver> handOvers(Call call, Actor actor) {
        Optional<HandOverState> state =
                Filters.asked(call, "state").map(word -> Ids.word("state", word, HandOverState.class));
        Optional<Long> from = organisation(call, "from");
        Optional<Long> to = organisation(call, "to");
        // Whoever gets them does not see them yet, and whoever handed them on no more.
        boolean all = Access.mayAll(actor, Deed.SEE_CODE);
        List<Column<HandOver>> columns = new ArrayList<>(List.of(
                Column.link(
                        "批次与号段",
                        "Batch and range",
                        handOver -> handOver.range().toString(),
                        handOver -> range(handOver.range())),
                Column.figure(
                        "数量",
                        "Quantity",
                        handOver -> handOver.range().size(),
                        handOver -> all ? range(handOver.range()) : ""),
                Column.words("发出", "From", handOver -> handOver.from().name()),
                Column.words("接收", "To", handOver -> handOver.to().name()),
                Column.time("发出时间", "Offered", handOver -> Optional.of(handOver.offeredAt())),
                Column.time("答复时间", "Answered", HandOver::answeredAt),
                Column.state("状态", "State", handOver -> Names.of(handOver.state()))));
        if (Access.may(actor, Deed.CODE_ACCEPT) || Access.may(actor, Deed.CODE_WITHDRAW)) {
            columns.add(Column.state("办理", "To do", handOver -> {
                List<CodeAction> steps = handOvers.steps(actor, handOver);
                return deed(
                        steps.isEmpty(),
                        steps.contains(CodeAction.ACCEPT)
                                ? new Text("接收或拒收", "Accept or refuse")
                                : new Text("撤回", "Withdraw"),
                        HandOverAnswerResource.of(handOver.id()));
            }));
        }
        return new Listing<HandOver>(
                        new Text("交接", "Hand-overs"),
                        new Text("空白码的交接；收发双方都确认才算完成。", "Hand-overs of blank codes; both sides confirm."),
                        columns,
                        cursor -> handOvers.list(actor, state, from, to, cursor))
                .doing(door(
                        actor,
                        Deed.CODE_OFFER,
                        new AppPage.Door(new Text("移交一段码", "Hand codes over"), OfferResource.PATH)))
                .by(Filters.chosen(
                        call,
                        "state",
                        "状态",
                        "State",
                        Filters.options(one -> Names.of(one).words(), HandOverState.class)))
                .linked(
                        Filters.typed(call, "from", "发出单位编号", "Giver's number"),
                        Filters.typed(call, "to", "接收单位编号", "Receiver's number"));
    }

    Listing<Claim> claims(Call call, Actor actor) {
        Optional<Long> from = organisation(call, "from");
        Optional<Long> to = organisation(call, "to");
        // Whoever gets them does not see them yet, and whoever handed them on no more.
        boolean all = Access.mayAll(actor, Deed.SEE_CODE);
        return new Listing<Claim>(
                        new Text("领码", "Codes given out"),
                        new Text("发放给使用单位的码，可见的发放记录。", "What was given out to using units, as far as you may see it."),
                        List.of(
                                Column.link(
                                        "批次与号段",
                                        "Batch and range",
                                        claim -> claim.range().toString(),
                                        claim -> range(claim.range())),
                                Column.figure(
                                        "数量",
                                        "Quantity",
                                        claim -> claim.range().size(),
                                        claim -> all ? range(claim.range()) : ""),
                                Column.words("发出", "From", claim -> claim.from().name()),
                                Column.words(
                                        "使用单位",
                                        "Using unit",
                                        claim -> claim.unit().name()),
                                new Column<>(
                                        new Text("设备", "Device"),
                                        claim -> device(claim.device()),
                                        claim -> claim.device().orElse(null)),
                                Column.words(
                                        "理由", "Why", claim -> claim.reason().orElse("—")),
                                Column.time("发放时间", "Given out", claim -> Optional.of(claim.givenAt()))),
                        cursor -> claims.list(actor, from, to, cursor))
                .linked(
                        Filters.typed(call, "from", "发出单位编号", "Giver's number"),
                        Filters.typed(call, "to", "使用单位编号", "Using unit's number"));
    }

    private static Optional<Long> organisation(Call call, String name) {
        return Filters.asked(call, name).map(id -> Ids.field(name, id));
    }

    private static Cell device(Optional<Long> device) {
        return device.map(id -> Cell.link(Long.toString(id), "/devices/" + id)).orElseGet(() -> Cell.of("—"));
    }

    private static String range(SerialRange range) {
        return "/codes?batch=" + range.batch() + "&first=" + range.first() + "&last=" + range.last();
    }

    Listing<HolderBalance> stock(Actor actor) {
        return new Listing<>(
                new Text("库存", "Stock"),
                new Text(
                        "各单位负责的码：持有的，以及由其发放出去的。",
                        "The codes each organisation answers for: those it holds and those it gave out."),
                List.of(
                        Column.words("单位", "Organisation", one -> one.holder().name()),
                        Column.text("类型", "Kind", one -> Names.role(one.kind())),
                        Column.figure(
                                "制码",
                                "Made",
                                HolderBalance::made,
                                one -> "/batches?maker=" + one.holder().id()),
                        Column.figure("收到", "Received", HolderBalance::received, one -> moved(one, "to")),
                        Column.figure("移交", "Handed on", HolderBalance::handedOn, one -> moved(one, "from")),
                        where("在库", "In stock", Whereabouts.IN_STOCK),
                        where("流转中", "In transit", Whereabouts.IN_TRANSIT),
                        where("已领未绑", "Awaiting binding", Whereabouts.CLAIMED),
                        where("已绑定", "Bound", Whereabouts.ON_DEVICES)),
                cursor -> whole(balances.of(actor).holders()));
    }

    /** What came to it, or went on from it: a unit is given codes out, and all others hand them over. */
    private static String moved(HolderBalance one, String side) {
        String list = one.kind() == OrganisationKind.USING_UNIT ? "/claims?" : "/hand-overs?state=ACCEPTED&";
        return list + side + "=" + one.holder().id();
    }

    private static Column<HolderBalance> where(String zh, String en, Whereabouts where) {
        return Column.figure(
                zh,
                en,
                one -> switch (where) {
                    case IN_STOCK -> one.codes().inStock();
                    case IN_TRANSIT -> one.codes().inTransit();
                    case CLAIMED -> one.codes().claimed();
                    case ON_DEVICES -> one.codes().bound();
                },
                one -> "/codes?where=" + where
                        + (one.kind() == OrganisationKind.USING_UNIT ? "&holder=" : "&answers=")
                        + one.holder().id());
    }

    /** Of what is never many. */
    static <T> Page<T> whole(List<T> all) {
        return new Page<>(all, Optional.empty());
    }

    private static CodeState state(String name) {
        try {
            return CodeState.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "state",
                    "没有这种状态；可用的状态如 STOCKED、BOUND。",
                    "There is no such state; try STOCKED or BOUND.");
        }
    }
}
