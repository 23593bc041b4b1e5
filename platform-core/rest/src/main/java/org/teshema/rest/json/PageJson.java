package org.teshema.rest.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.engine.page.Page;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param next the {@code cursor} of the next page; {@code null} on the last
 */
public record PageJson<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> next) {
    /** The page with every item in its JSON shape. */
    public static <S, T> PageJson<T> of(Page<S> page, Function<? super S, ? extends T> shape) {
        return new PageJson<>(page.items().stream().<T>map(shape).toList(), page.next());
    }
}
