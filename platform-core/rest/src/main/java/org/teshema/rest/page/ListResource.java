package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CodeFilter;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.Devices;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CatalogueNode;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.web.Pages;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;

/** The lists of the console, a page at a time: each shows what the reader may see and nothing else. */
@Component(service = RestResource.class)
@Path("/{list: codes|batches|hand-overs|devices}")
@Produces(MediaType.TEXT_HTML)
public final class ListResource implements RestResource {
    private final Codes codes;
    private final Batches batches;
    private final HandOvers handOvers;
    private final Devices devices;
    private final Catalogue catalogue;
    private final Pages pages;

    /** Lists what these have. */
    @Activate
    public ListResource(
            @Reference Codes codes,
            @Reference Batches batches,
            @Reference HandOvers handOvers,
            @Reference Devices devices,
            @Reference Catalogue catalogue,
            @Reference Pages pages) {
        this.codes = codes;
        this.batches = batches;
        this.handOvers = handOvers;
        this.devices = devices;
        this.catalogue = catalogue;
        this.pages = pages;
    }

    /** A list, or the way to log in. */
    @GET
    public Response list(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        String path = call.request().getRequestURI();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + path));
        }
        TablePage page = switch (path) {
            case "/codes" -> codes(call, actor.get());
            case "/batches" -> batches(call, actor.get());
            case "/hand-overs" -> handOvers(call, actor.get());
            default -> devices(call, actor.get());
        };
        return Frames.page(200, pages.table(Frames.of(call), page));
    }

    private TablePage codes(Call call, Actor actor) {
        Optional<CodeState> state = call.query("state").map(ListResource::state);
        CodeFilter all = CodeFilter.all();
        CodeFilter filter = new CodeFilter(all.batch(), all.first(), all.last(), state, all.holder(), all.device());
        return table(
                call,
                new Text("码", "Codes"),
                new Text("本单位可见的码，按制码次序。", "The codes you may see, in the order they were made."),
                codes.list(actor, filter, call.page()),
                List.of(
                        new Column<>(
                                "编号",
                                "Number",
                                code -> Cell.link(
                                        code.number().grouped(),
                                        "/n/" + code.number().digits())),
                        words("批次与序号", "Batch and serial", code -> code.batch() + " · " + code.serial()),
                        words("保管或使用单位", "Holder", code -> code.holder().name()),
                        new Column<>("状态", "State", code -> Names.of(code.state()))));
    }

    private TablePage batches(Call call, Actor actor) {
        return table(
                call,
                new Text("批次", "Batches"),
                new Text("制码批次，从申请到入库。", "Batches of codes, from the order to the stock."),
                batches.list(actor, Optional.empty(), call.page()),
                List.of(
                        words("批次", "Batch", batch -> Long.toString(batch.id())),
                        words("标牌标题", "Title", Batch::title),
                        words("数量", "Quantity", batch -> Integer.toString(batch.quantity())),
                        words("申请单位", "Ordered by", batch -> batch.orderedBy().name()),
                        new Column<>("状态", "State", batch -> Names.of(batch.state()))));
    }

    private TablePage handOvers(Call call, Actor actor) {
        return table(
                call,
                new Text("交接", "Hand-overs"),
                new Text("空白码的交接；收发双方都确认才算完成。", "Hand-overs of blank codes; both sides confirm."),
                handOvers.list(actor, Optional.empty(), call.page()),
                List.of(
                        words(
                                "批次与号段",
                                "Batch and range",
                                handOver -> handOver.range().toString()),
                        words(
                                "数量",
                                "Quantity",
                                handOver -> Integer.toString(handOver.range().size())),
                        words("发出", "From", handOver -> handOver.from().name()),
                        words("接收", "To", handOver -> handOver.to().name()),
                        new Column<>("状态", "State", handOver -> Names.of(handOver.state()))));
    }

    private TablePage devices(Call call, Actor actor) {
        return table(
                call,
                new Text("设备", "Devices"),
                new Text("本单位负责或监管的设备。", "Devices you answer for or supervise."),
                devices.list(actor, DeviceFilter.none(), call.page()),
                List.of(
                        words("名称", "Name", file -> file.device().name()),
                        new Column<>("种类", "Kind", file -> Cell.of(kind(file.device()))),
                        words("地点", "Place", file -> file.device().place()),
                        new Column<>(
                                "状态", "Status", file -> Names.of(file.device().status()))));
    }

    private Text kind(Device device) {
        return catalogue
                .find(device.category())
                .map(CatalogueNode::name)
                .orElseGet(() -> Text.same(device.category().value()));
    }

    /** One column of a list: its heading, and what it says of a thing. */
    private record Column<T>(Text heading, Function<T, Cell> cell) {
        Column(String zh, String en, Function<T, Cell> cell) {
            this(new Text(zh, en), cell);
        }
    }

    private static <T> Column<T> words(String zh, String en, Function<T, String> words) {
        return new Column<>(zh, en, thing -> Cell.of(words.apply(thing)));
    }

    private static <T> TablePage table(Call call, Text title, Text intro, Page<T> page, List<Column<T>> columns) {
        String filter =
                call.query("state").map(state -> "&state=" + state(state)).orElse("");
        String path = call.request().getRequestURI();
        return new TablePage(
                title,
                intro,
                columns.stream().map(Column::heading).toList(),
                page.items().stream()
                        .map(thing -> columns.stream()
                                .map(column -> column.cell().apply(thing))
                                .toList())
                        .toList(),
                page.next().map(next -> path + "?cursor=" + next + filter),
                new Text("没有可显示的内容。", "There is nothing to show."));
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
