package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.teshema.engine.codes.Code;
import org.teshema.engine.codes.CodeFilter;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.Devices;
import org.teshema.engine.page.Cursor;
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
                actor,
                new Text("码", "Codes"),
                new Text("本单位可见的码，按制码次序。", "The codes you may see, in the order they were made."),
                List.of(
                        new Text("编号", "Number"),
                        new Text("批次与序号", "Batch and serial"),
                        new Text("保管或使用单位", "Holder"),
                        new Text("状态", "State")),
                (who, cursor) -> codes.list(who, filter, cursor),
                ListResource::row);
    }

    private static List<Cell> row(Code code) {
        return List.of(
                Cell.link(code.number().grouped(), "/n/" + code.number().digits()),
                Cell.of(code.batch() + " · " + code.serial()),
                Cell.of(code.holder().name()),
                Names.of(code.state()));
    }

    private TablePage batches(Call call, Actor actor) {
        return table(
                call,
                actor,
                new Text("批次", "Batches"),
                new Text("制码批次，从申请到入库。", "Batches of codes, from the order to the stock."),
                List.of(
                        new Text("批次", "Batch"),
                        new Text("标牌标题", "Title"),
                        new Text("数量", "Quantity"),
                        new Text("申请单位", "Ordered by"),
                        new Text("状态", "State")),
                (who, cursor) -> batches.list(who, Optional.empty(), cursor),
                ListResource::row);
    }

    private static List<Cell> row(Batch batch) {
        return List.of(
                Cell.of(Long.toString(batch.id())),
                Cell.of(batch.title()),
                Cell.of(Integer.toString(batch.quantity())),
                Cell.of(batch.orderedBy().name()),
                Names.of(batch.state()));
    }

    private TablePage handOvers(Call call, Actor actor) {
        return table(
                call,
                actor,
                new Text("交接", "Hand-overs"),
                new Text("空白码的交接；收发双方都确认才算完成。", "Hand-overs of blank codes; both sides confirm."),
                List.of(
                        new Text("批次与号段", "Batch and range"),
                        new Text("数量", "Quantity"),
                        new Text("发出", "From"),
                        new Text("接收", "To"),
                        new Text("状态", "State")),
                (who, cursor) -> handOvers.list(who, Optional.empty(), cursor),
                ListResource::row);
    }

    private static List<Cell> row(HandOver handOver) {
        return List.of(
                Cell.of(handOver.range().toString()),
                Cell.of(Integer.toString(handOver.range().size())),
                Cell.of(handOver.from().name()),
                Cell.of(handOver.to().name()),
                Names.of(handOver.state()));
    }

    private TablePage devices(Call call, Actor actor) {
        return table(
                call,
                actor,
                new Text("设备", "Devices"),
                new Text("本单位负责或监管的设备。", "Devices you answer for or supervise."),
                List.of(
                        new Text("名称", "Name"),
                        new Text("种类", "Kind"),
                        new Text("地点", "Place"),
                        new Text("状态", "Status")),
                (who, cursor) -> devices.list(who, DeviceFilter.none(), cursor),
                this::row);
    }

    private List<Cell> row(DeviceFile file) {
        Device device = file.device();
        Text kind = catalogue
                .find(device.category())
                .map(CatalogueNode::name)
                .orElseGet(() -> Text.same(device.category().value()));
        return List.of(Cell.of(device.name()), Cell.of(kind), Cell.of(device.place()), Names.of(device.status()));
    }

    private static <T> TablePage table(
            Call call,
            Actor actor,
            Text title,
            Text intro,
            List<Text> columns,
            BiFunction<Actor, Cursor, Page<T>> list,
            Function<T, List<Cell>> row) {
        Page<T> page = list.apply(actor, call.page());
        String filter =
                call.query("state").map(state -> "&state=" + state(state)).orElse("");
        String path = call.request().getRequestURI();
        return new TablePage(
                title,
                intro,
                columns,
                page.items().stream().map(row).toList(),
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
