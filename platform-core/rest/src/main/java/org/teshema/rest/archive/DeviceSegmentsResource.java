package org.teshema.rest.archive;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.segment.SegmentExport;
import org.teshema.engine.segment.SegmentExport.Form;
import org.teshema.engine.segment.SegmentExport.Sheet;
import org.teshema.engine.segment.SegmentRow;
import org.teshema.engine.segment.SegmentTable;
import org.teshema.engine.segment.Segments;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;
import org.teshema.rest.read.Personal;

/** The segments of a registration unit. */
@Component(service = RestResource.class)
@Path("/api/v1/devices/{device}/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeviceSegmentsResource implements RestResource {
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int TABLE = 4 * 1024 * 1024;

    private final Segments segments;
    private final SegmentTable table;
    private final SegmentExport export;
    private final Archives archives;

    /** Those segments. */
    @Activate
    public DeviceSegmentsResource(
            @Reference Segments segments,
            @Reference SegmentTable table,
            @Reference SegmentExport export,
            @Reference Archives archives) {
        this.segments = segments;
        this.table = table;
        this.export = export;
        this.archives = archives;
    }

    /**
     * The segments in the order of the unit's table, as JSON; the whole table as csv or xlsx, by {@code Accept} or
     * {@code format}. With {@code known} what stood by what was known at that moment.
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CSV, XLSX})
    @Personal
    public Response list(@Context Call call, @PathParam("device") String device) {
        long id = Ids.path(device);
        Optional<Form> form = form(call);
        if (form.isPresent()) {
            Sheet sheet = export.sheet(call.actor(), id, form.get());
            StreamingOutput body = sheet::write;
            boolean csv = form.get() == Form.CSV;
            return Response.ok(body, csv ? CSV + "; charset=utf-8" : XLSX)
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"segments-" + id + (csv ? ".csv" : ".xlsx") + "\"")
                    .build();
        }
        Optional<java.time.Instant> known = call.query("known").map(k -> Ids.instant("known", k));
        PageJson<SegmentJson> page = known.isPresent()
                ? new PageJson<>(json(segments.asOf(call.actor(), id, known.get())), Optional.empty())
                : PageJson.of(segments.list(call.actor(), id, call.page()), SegmentJson::of);
        return Response.ok(page, MediaType.APPLICATION_JSON).build();
    }

    private static List<SegmentJson> json(List<SegmentRow> rows) {
        return rows.stream().map(SegmentJson::of).toList();
    }

    /**
     * Takes in a table in the layout it goes out in, in place of the one that stands: whole or not at all. With
     * {@code dry-run=true} only what it would do is told, and every fault by row and column.
     */
    @PUT
    @Consumes({CSV, XLSX})
    @MaxBody(TABLE)
    public SegmentReportJson replace(@Context Call call, @PathParam("device") String device, byte[] file) {
        return SegmentReportJson.of(
                call.query("dry-run").filter("true"::equals).isPresent()
                        ? table.tried(call.actor(), Ids.path(device), file)
                        : table.replace(call.write(), Ids.path(device), file),
                call.language());
    }

    /** How many segments the unit has and how many kilometres they are, by class. */
    @GET
    @Path("totals")
    public SegmentTotalsJson totals(@Context Call call, @PathParam("device") String device) {
        return SegmentTotalsJson.of(segments.totals(call.actor(), Ids.path(device)));
    }

    /**
     * Everything recorded of the segment with that {@code number}, its ends included, in the order it was recorded. A query
     * parameter, because numbers may hold a slash.
     */
    @GET
    @Path("history")
    @Personal
    public PageJson<EntryJson> history(@Context Call call, @PathParam("device") String device) {
        String number = call.query("number")
                .orElseThrow(() ->
                        Problem.inField(ProblemType.INVALID, "number", "请给出管道编号。", "Give the number of the segment."));
        return PageJson.of(archives.history(call.actor(), Ids.path(device), number, call.page()), EntryJson::of);
    }

    private static Optional<Form> form(Call call) {
        Optional<String> format = call.query("format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "json" -> Optional.empty();
                case "csv" -> Optional.of(Form.CSV);
                case "xlsx" -> Optional.of(Form.XLSX);
                default ->
                    throw Problem.inField(
                            ProblemType.INVALID,
                            "format",
                            "format 应为 json、csv 或 xlsx。",
                            "The format is json, csv or xlsx.");
            };
        }
        String accepted = String.join(",", Collections.list(call.request().getHeaders("Accept")));
        if (accepted.contains(MediaType.APPLICATION_JSON)) {
            return Optional.empty();
        }
        return accepted.contains(XLSX)
                ? Optional.of(Form.XLSX)
                : accepted.contains(CSV) ? Optional.of(Form.CSV) : Optional.empty();
    }
}
