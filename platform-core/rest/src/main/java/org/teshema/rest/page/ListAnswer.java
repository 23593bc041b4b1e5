package org.teshema.rest.page;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.sheet.SheetForm;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.problem.ProblemFace;
import org.teshema.rest.read.Reads;
import org.teshema.web.Pages;
import org.teshema.web.TablePage;

/** A list as it was asked for: a page of it, the file of it, or the way to log in. */
public final class ListAnswer {
    private static final String TABLE = "table";

    private ListAnswer() {}

    /** In the page of all lists. */
    public static Response of(Call call, Pages pages, Function<Actor, Listing<?>> lists) {
        String path = call.request().getRequestURI();
        return of(call, lists, (actor, listing) -> pages.table(Frames.of(call), page(call, path, listing)));
    }

    /** The same of a list that is narrowed by what is typed: what cannot be is told at its field, and the page keeps its form. */
    public static Response narrowed(Call call, Pages pages, BiFunction<Call, Actor, Listing<?>> lists) {
        try {
            return of(call, pages, actor -> lists.apply(call, actor));
        } catch (Problem wrong) {
            if (call.query("format").isPresent() || !ProblemFace.isPage(call.request())) {
                throw wrong;
            }
            TablePage page = WrongFilters.page(call, call.actor(), lists, wrong);
            return Frames.page(wrong.type().status(), pages.table(Frames.of(call), page));
        }
    }

    /** In a page of its own. */
    public static <L extends Listing<?>> Response of(
            Call call, Function<Actor, L> lists, BiFunction<Actor, L, String> html) {
        Optional<Actor> actor = call.actorIfAny();
        String path = call.request().getRequestURI();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + again(call, path)));
        }
        L asked = lists.apply(actor.get());
        Listing<?> listing = asked;
        Optional<String> format = call.query("format");
        if (format.isEmpty() && listing.personal()) {
            // A file has a line of its own, with what it was said to be for.
            Reads.mark(call.request(), path, listing.holds() == Listing.Holds.ACCOUNTS);
        }
        return format.isPresent()
                ? TakenList.of(call, actor.get(), path, listing, form(format.get()))
                : Frames.page(200, html.apply(actor.get(), asked));
    }

    /**
     * A page of a device with tables of its own: the page, the file of the table that is asked for by its name, or the way to log in.
     *
     * @param tables makes the table of that name, where the page has one
     */
    public static Response tables(
            Call call, BiFunction<Actor, String, Optional<Listing<?>>> tables, Function<Actor, String> html) {
        Optional<Actor> actor = call.actorIfAny();
        String path = call.request().getRequestURI();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=" + again(call, path)));
        }
        Optional<String> format = call.query("format");
        if (format.isEmpty()) {
            return Frames.page(200, html.apply(actor.get()));
        }
        String name = call.query(TABLE).orElse("");
        Listing<?> listing = tables.apply(actor.get(), name)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID, TABLE, "请选择本页中的一个表格。", "Please choose one of the tables of the page."));
        return TakenList.of(call, actor.get(), path + "/" + name, listing, form(format.get()));
    }

    /** The way to take the tables of a page along, by their names. */
    public static TablePage.Tools tables(String path, Map<String, Text> titles) {
        return new TablePage.Tools(
                path,
                List.of(new TablePage.Filter(
                        TABLE,
                        new Text("表格", "Table"),
                        "",
                        titles.entrySet().stream()
                                .map(one -> new TablePage.Option(one.getKey(), one.getValue()))
                                .toList())),
                Optional.empty(),
                ReadLog.options());
    }

    private static String again(Call call, String path) {
        String query = call.request().getQueryString();
        return query == null ? path : URLEncoder.encode(path + "?" + query, StandardCharsets.UTF_8);
    }

    private static <T> TablePage page(Call call, String path, Listing<T> listing) {
        Page<T> page = listing.rows().apply(call.page());
        return new TablePage(
                listing.title(),
                listing.intro(),
                listing.columns().stream().map(Column::heading).toList(),
                page.items().stream()
                        .map(thing -> listing.columns().stream()
                                .map(column -> column.cell().apply(thing))
                                .toList())
                        .toList(),
                next(path, listing, page),
                listing.empty(),
                listing.above(),
                listing.chart(),
                Optional.of(tools(path, listing)),
                listing.deeds());
    }

    /** Where the page after that one is, narrowed by the same. */
    public static <T> Optional<String> next(String path, Listing<T> listing, Page<T> page) {
        return page.next().map(next -> path + "?cursor=" + next + asked(listing));
    }

    /** What stands around a list. */
    public static TablePage.Tools tools(String path, Listing<?> listing) {
        return new TablePage.Tools(
                path, listing.filters(), listing.count(), listing.personal() ? ReadLog.options() : List.of());
    }

    private static String asked(Listing<?> listing) {
        var asked = new StringBuilder();
        listing.filters().stream()
                .filter(filter -> !filter.value().isEmpty())
                .forEach(filter -> asked.append('&')
                        .append(filter.name())
                        .append('=')
                        .append(URLEncoder.encode(filter.value(), StandardCharsets.UTF_8)));
        return asked.toString();
    }

    private static SheetForm form(String format) {
        return SheetForm.of(format)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID, "format", "format 应为 csv 或 xlsx。", "The format is csv or xlsx."));
    }
}
