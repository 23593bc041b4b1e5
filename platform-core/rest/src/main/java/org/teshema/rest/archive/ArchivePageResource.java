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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.proposal.Decision;
import org.teshema.engine.proposal.Proposals;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.page.EntryWords;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.ListAnswer;
import org.teshema.rest.page.Listing;
import org.teshema.rest.read.Personal;
import org.teshema.web.AppPage;
import org.teshema.web.FormPage;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/**
 * The whole archive of a device as a page: every entry with who wrote it and where it comes from, what contradicts what, and the
 * corrections 纠错 that were proposed; with the forms that propose and decide one.
 */
@Component(service = RestResource.class)
@Path(ArchivePageResource.PATH)
@Produces(MediaType.TEXT_HTML)
public final class ArchivePageResource implements RestResource {
    /** Where the pages are. */
    public static final String PATH = "/archive";

    private static final String REASON = CorrectionPages.REASON;

    private final Archives archives;
    private final Devices devices;
    private final Proposals proposals;
    private final PluginTable plugins;
    private final EntryWords words;
    private final Pages pages;

    /** Shows these archives. */
    @Activate
    public ArchivePageResource(
            @Reference Archives archives,
            @Reference Devices devices,
            @Reference Proposals proposals,
            @Reference PluginTable plugins,
            @Reference EntryWords words,
            @Reference Pages pages) {
        this.archives = archives;
        this.devices = devices;
        this.proposals = proposals;
        this.plugins = plugins;
        this.words = words;
        this.pages = pages;
    }

    /** The archive, or one of its tables as a file; whoever is not logged in is asked to. */
    @GET
    @Path("{device}")
    @Personal
    public Response archive(@Context Call call, @PathParam("device") String device) {
        return ListAnswer.tables(
                call,
                (actor, name) -> table(actor, Ids.path(device), name),
                actor -> pages.app(Frames.of(call), page(call, actor, Ids.path(device))));
    }

    private AppPage page(Call call, Actor actor, long device) {
        DeviceFile file = devices.get(actor, device);
        Cursor cursor = Cursor.of(call.query("cursor"), Optional.of(Cursor.MOST));
        return ArchivePages.of(
                file.device(),
                archives.recorded(actor, file.id(), cursor),
                archives.contradictions(actor, file.id()),
                proposals.of(actor, file.id()),
                plugins.toward(file.device(), file.stationId()),
                words);
    }

    private Optional<Listing<?>> table(Actor actor, long device, String name) {
        DeviceFile file = devices.get(actor, device);
        return ArchivePages.table(
                name,
                cursor -> archives.recorded(actor, file.id(), cursor),
                () -> archives.contradictions(actor, file.id()),
                () -> proposals.of(actor, file.id()),
                plugins.toward(file.device(), file.stationId()),
                words);
    }

    /** What of an entry may be wrong, or the form that proposes a correction of the field that is named. */
    @GET
    @Path("entries/{id}/correct")
    public Response correct(@Context Call call, @PathParam("id") String id) {
        CorrectionPages correction = correction(call, Ids.path(id));
        Frame frame = Frames.of(call);
        return Frames.page(
                200,
                call.query(CorrectionPages.FIELD)
                        .map(field -> pages.form(
                                frame,
                                correction.form(frame, field, UUID.randomUUID().toString())))
                        .orElseGet(() -> pages.app(frame, correction.choice())));
    }

    /** Proposes it. */
    @POST
    @Path("entries/{id}/correct")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response propose(@Context Call call, @PathParam("id") String id, byte[] form) {
        long entry = Ids.path(id);
        Map<String, String> typed = FormBody.read(form);
        String key = typed.getOrDefault(FormBody.KEY, "");
        String field = typed.getOrDefault(CorrectionPages.FIELD, "");
        try {
            proposals.propose(
                    call.write(key),
                    entry,
                    field,
                    typed.getOrDefault(CorrectionPages.VALUE, ""),
                    typed.getOrDefault(REASON, ""));
        } catch (Problem e) {
            Frame frame = Frames.of(call);
            return again(
                    e,
                    Set.of(CorrectionPages.VALUE, CorrectionPages.REASON),
                    errors -> pages.form(frame, correction(call, entry).form(frame, field, typed, errors, key)));
        }
        return done(call, new Text("已提出纠错建议", "The correction is proposed"), device(call, entry));
    }

    /** The form that decides a proposal. */
    @GET
    @Path("corrections/{id}/{decision}")
    public Response decision(@Context Call call, @PathParam("id") String id, @PathParam("decision") String decision) {
        long proposal = Ids.path(id);
        return Frames.page(
                200,
                deciding(
                        call,
                        proposal,
                        decision(decision),
                        Map.of(),
                        Map.of(),
                        UUID.randomUUID().toString()));
    }

    /** Decides it. */
    @POST
    @Path("corrections/{id}/{decision}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(
            @Context Call call, @PathParam("id") String id, @PathParam("decision") String decision, byte[] form) {
        long proposal = Ids.path(id);
        Map<String, String> typed = FormBody.read(form);
        String key = typed.getOrDefault(FormBody.KEY, "");
        Decision wanted = decision(decision);
        try {
            proposals.decide(call.write(key), proposal, wanted, Optional.ofNullable(typed.get(REASON)));
        } catch (Problem e) {
            return again(e, Set.of(REASON), errors -> deciding(call, proposal, wanted, typed, errors, key));
        }
        return done(call, ArchivePages.words(wanted), device(call, proposal));
    }

    private static Response again(Problem problem, Set<String> fields, Function<Map<String, Text>, String> page) {
        if (problem.field().isEmpty() || problem.type() == ProblemType.FORBIDDEN) {
            throw problem;
        }
        String field = problem.field().filter(fields::contains).orElse("");
        return Frames.page(problem.type().status(), page.apply(Map.of(field, problem.detail())));
    }

    private Response done(Call call, Text title, String device) {
        Frame frame = Frames.of(call);
        return Frames.page(
                200,
                pages.done(
                        frame,
                        title,
                        new Text("已写入设备档案。", "Recorded in the archive of the device."),
                        frame.link(PATH + "/" + device)));
    }

    private String device(Call call, long entry) {
        return archives.get(call.actor(), entry).subject().id();
    }

    private CorrectionPages correction(Call call, long id) {
        List<Field> fields = proposals.correctable(call.actor(), id);
        if (fields.isEmpty()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "条目 " + id + " 没有可以纠错的栏目，或已被更正。",
                    "Nothing of entry " + id + " can be corrected, or it was corrected already.");
        }
        Entry entry = archives.get(call.actor(), id);
        DeviceFile file =
                devices.get(call.actor(), Long.parseLong(entry.subject().id()));
        Text kind = EntryWords.title(plugins.toward(file.device(), file.stationId()), entry.kind());
        return new CorrectionPages(entry, kind, file.device(), fields);
    }

    private String deciding(
            Call call,
            long proposal,
            Decision decision,
            Map<String, String> typed,
            Map<String, Text> errors,
            String key) {
        String device = device(call, proposal);
        Frame frame = Frames.of(call);
        return pages.form(
                frame,
                new FormPage(
                        ArchivePages.words(decision),
                        frame.language() == Language.ZH ? "纠错建议 " + proposal : "Proposal " + proposal,
                        frame.link(PATH + "/corrections/" + proposal + "/" + decision.word()),
                        frame.link(PATH + "/" + device),
                        List.of(field(REASON, "理由", "Why", new FieldType.Words(400), decision != Decision.CONFIRMED)),
                        typed,
                        errors,
                        Map.of(FormBody.KEY, key)));
    }

    private static Decision decision(String word) {
        return Decision.of(word)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有此项处理；可选 confirmed、declined、overridden。",
                        "There is no such decision: it is confirmed, declined or overridden."));
    }

    private static Field field(String name, String zh, String en, FieldType type, boolean required) {
        return new Field(name, new Text(zh, en), type, required, Set.of());
    }
}
