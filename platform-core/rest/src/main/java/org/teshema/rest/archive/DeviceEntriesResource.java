package org.teshema.rest.archive;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.engine.archive.Archives;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** The archive of one device. */
@Component(service = RestResource.class)
@Path("/api/v1/devices/{device}/entries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeviceEntriesResource implements RestResource {
    private final Archives archives;

    /** Those archives. */
    @Activate
    public DeviceEntriesResource(@Reference Archives archives) {
        this.archives = archives;
    }

    /**
     * An entry to be appended.
     *
     * @param kind name of its kind
     * @param values its fields by name
     * @param happenedAt when it happened
     * @param supersedes the entry it corrects
     */
    public record NewEntryJson(
            String kind, Map<String, Object> values, Instant happenedAt, Optional<String> supersedes) {}

    /** Everything recorded of the device, in the order it was recorded; narrowed by {@code kind}. */
    @GET
    @Personal
    public PageJson<EntryJson> list(@Context Call call, @PathParam("device") String device) {
        return PageJson.of(
                archives.history(call.actor(), Ids.path(device), call.query("kind"), call.page()), EntryJson::of);
    }

    /** The current entry of each kind; with {@code known} what was current by what was known at that moment. */
    @GET
    @Path("current")
    @Personal
    public PageJson<EntryJson> current(@Context Call call, @PathParam("device") String device) {
        Optional<Instant> known = call.query("known").map(k -> Ids.instant("known", k));
        List<Entry> current = known.isPresent()
                ? archives.asOf(call.actor(), Ids.path(device), known.get())
                : archives.current(call.actor(), Ids.path(device));
        return new PageJson<>(current.stream().map(EntryJson::of).toList(), Optional.empty());
    }

    /** Appends an entry. */
    @POST
    public Response append(@Context Call call, @PathParam("device") String device, NewEntryJson entry) {
        Entry made = archives.append(
                call.write(),
                Ids.path(device),
                entry.kind(),
                entry.values(),
                entry.happenedAt(),
                "api",
                Ids.maybe("supersedes", entry.supersedes()));
        return Answers.created("/api/v1/entries/" + made.id(), EntryJson.of(made));
    }
}
