package org.teshema.rest.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.rest.Call;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Filter;

/** The page of a list that cannot be narrowed as it was asked: no rows, and its filters with what is wrong at each. */
final class WrongFilters {
    /** So many words to choose from are told; a longer list is looked through where it is chosen from. */
    private static final int FEW = 12;

    private static final Text EMPTY = new Text("请改正标出的筛选条件后再查。", "Correct what is marked, and search again.");

    private WrongFilters() {}

    /**
     * The page.
     *
     * @throws Problem that one, where it is about no filter of the list
     */
    static TablePage page(Call call, Actor actor, BiFunction<Call, Actor, Listing<?>> lists, Problem wrong) {
        Map<String, Text> errors = new LinkedHashMap<>();
        Listing<?> listing = without(call, actor, lists, wrong, errors);
        List<Filter> filters = listing.filters().stream()
                .map(filter -> Optional.ofNullable(errors.remove(filter.name()))
                        .map(why -> told(filter, Filters.asked(call, filter.name()), why))
                        .orElse(filter))
                .toList();
        if (!errors.isEmpty()) {
            throw wrong;
        }
        return new TablePage(
                listing.title(),
                listing.intro(),
                listing.columns().stream().map(Column::heading).toList(),
                List.of(),
                Optional.empty(),
                EMPTY,
                List.of(),
                Optional.empty(),
                Optional.of(new TablePage.Tools(call.request().getRequestURI(), filters, Optional.empty(), List.of())));
    }

    /** The list without what is wrong, one filter after the other. */
    private static Listing<?> without(
            Call call,
            Actor actor,
            BiFunction<Call, Actor, Listing<?>> lists,
            Problem wrong,
            Map<String, Text> errors) {
        Problem next = wrong;
        while (true) {
            String field = next.field().orElse("");
            if (field.isEmpty() || errors.putIfAbsent(field, next.detail()) != null) {
                throw wrong;
            }
            try {
                return lists.apply(call.without(errors.keySet()), actor);
            } catch (Problem e) {
                next = e;
            }
        }
    }

    /** A word that is chosen is named as it is chosen: what programs call it, people do not. */
    private static Filter told(Filter filter, Optional<String> asked, Text why) {
        if (filter.options().isEmpty()) {
            return filter.wrong(asked.orElse(""), why);
        }
        if (filter.options().size() > FEW) {
            return filter.wrong("", new Text("请从列表中选择一项。", "Choose one from the list."));
        }
        return filter.wrong(
                "",
                new Text(
                        filter.options().stream()
                                .map(option -> option.title().zh())
                                .collect(Collectors.joining("、", "请选择其中一项：", "。")),
                        filter.options().stream()
                                .map(option -> option.title().en())
                                .collect(Collectors.joining(", ", "Choose one of: ", "."))));
    }
}
