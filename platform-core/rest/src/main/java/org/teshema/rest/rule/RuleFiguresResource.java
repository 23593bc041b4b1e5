package org.teshema.rest.rule;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.rule.DueStatus;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.rule.DueCount;
import org.teshema.engine.rule.DueFigures;
import org.teshema.engine.rule.ReplayOrder;
import org.teshema.engine.rule.Replays;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** What the rules say of all devices of a scope: now, and with a proposed row on history. */
@Component(service = RestResource.class)
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RuleFiguresResource implements RestResource {
    private final DueFigures figures;
    private final Replays replays;
    private final CityClock clock;

    /** Those figures. */
    @Activate
    public RuleFiguresResource(@Reference DueFigures figures, @Reference Replays replays, @Reference CityClock clock) {
        this.figures = figures;
        this.replays = replays;
        this.clock = clock;
    }

    /**
     * How the devices of one category in one district stand.
     *
     * @param category catalogue code
     * @param district six-character district id
     * @param devices how many there are
     * @param valid in date
     * @param dueSoon due within the warning time
     * @param overdue past the day
     * @param stopped out of use, so that no clock runs
     * @param failed not to be used after a failure
     * @param unknown where the archive does not tell what the rule needs
     * @param none without such a clock, or without a plugin for the category
     * @param unanswered the plugin did not answer about
     */
    public record DueJson(
            String category,
            String district,
            long devices,
            long valid,
            long dueSoon,
            long overdue,
            long stopped,
            long failed,
            long unknown,
            long none,
            long unanswered) {
        static DueJson of(DueCount count) {
            return new DueJson(
                    count.category().value(),
                    count.district(),
                    count.devices(),
                    count.of(DueStatus.VALID),
                    count.of(DueStatus.DUE_SOON),
                    count.of(DueStatus.OVERDUE),
                    count.of(DueStatus.STOPPED),
                    count.of(DueStatus.FAILED),
                    count.of(DueStatus.UNKNOWN),
                    count.none(),
                    count.unanswered());
        }
    }

    /**
     * A row to be tried on history.
     *
     * @param plugin name of a plugin that serves
     * @param row the row proposed for its rules
     * @param from first day of the period
     * @param until last day of it, today at the latest
     * @param category only devices of that category
     * @param district only devices of that district
     * @param limit how many firings are listed, 200 where it is missing; all are counted
     */
    public record ReplayOrderJson(
            String plugin,
            RuleRowJson row,
            LocalDate from,
            LocalDate until,
            Optional<String> category,
            Optional<String> district,
            OptionalInt limit) {
        ReplayOrder toOrder() {
            return new ReplayOrder(
                    plugin,
                    row.toRow(),
                    from,
                    until,
                    category.map(code -> Ids.category("category", code)),
                    district,
                    limit.orElse(ReplayOrder.USUAL));
        }
    }

    /**
     * How the devices of the asker's scope stand today by their weightiest clock, or by the one named {@code clock}: one item a category
     * and district, all on one page; narrowed by {@code category} and {@code district}. An account counts once at a time.
     */
    @GET
    @Path("due")
    public PageJson<DueJson> due(@Context Call call) {
        var filter = new DeviceFilter(
                call.query("category").map(code -> Ids.category("category", code)),
                call.query("district"),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        List<DueCount> counts = figures.count(call.actor(), filter, clock.today(), call.query("clock"));
        return new PageJson<>(counts.stream().map(DueJson::of).toList(), Optional.empty());
    }

    /**
     * Tries a proposed row on the history of the devices of the asker's scope, for authorities: how often a clock would have become
     * overdue in the period, and how often it did under the rules in force. Nothing is changed; an account replays once at a time.
     */
    @POST
    @Path("replays")
    public ReplayJson replay(@Context Call call, ReplayOrderJson order) {
        return ReplayJson.of(replays.of(call.actor(), order.toOrder()), call.language());
    }
}
