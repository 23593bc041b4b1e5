package org.teshema.engine.app;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageView;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Caller;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.engine.scan.Scanned;

/**
 * One page of a scene app for one reader. Holds nothing this reader may not see.
 *
 * @param app whose it is
 * @param page which
 * @param caller who reads
 * @param scanned the device it is about, on a page of one
 * @param view what the app shows
 * @param actions what this reader may do, of what the app offers
 * @param at when it was answered
 */
public record AppAnswer(
        PluginInfo app,
        Page page,
        Caller caller,
        Optional<Scanned> scanned,
        PageView view,
        List<OfferedAction> actions,
        Instant at) {
    public AppAnswer {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(scanned, "scanned");
        Objects.requireNonNull(view, "view");
        actions = List.copyOf(actions);
        Objects.requireNonNull(at, "at");
    }
}
