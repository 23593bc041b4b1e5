package org.teshema.rest.codes;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchOrder;
import org.teshema.engine.codes.BatchState;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.Imports;
import org.teshema.engine.codes.Makings;
import org.teshema.engine.codes.PrintFile;
import org.teshema.engine.codes.Printing;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;
import org.teshema.trust.keys.CodeClass;

/** Batches of codes, from the order to the stock, and their printed files. */
@Component(service = RestResource.class)
@Path("/api/v1/batches")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BatchesResource implements RestResource {
    /** The most codes that are made while the asker waits: about a second. */
    private static final int AT_ONCE = 10_000;

    /** A file of a million codes. */
    private static final int IMPORT = 96 << 20;

    private final Batches batches;
    private final Makings makings;
    private final Printing printing;
    private final Imports imports;

    /** Those batches, large ones made there in the background, printed there. */
    @Activate
    public BatchesResource(
            @Reference Batches batches,
            @Reference Makings makings,
            @Reference Printing printing,
            @Reference Imports imports) {
        this.batches = batches;
        this.makings = makings;
        this.printing = printing;
        this.imports = imports;
    }

    /**
     * An order.
     *
     * @param title printed on the labels: 上海智慧电梯 for lifts, 特种设备码 for everything else
     * @param codeClass the occasion the codes are made for
     * @param quantity how many, from 1
     * @param reason what they are for, 1 to 400 characters
     */
    public record OrderJson(String title, CodeClass codeClass, int quantity, String reason) {}

    /**
     * A printed file.
     *
     * @param name within the batch
     * @param bytes its length
     * @param href where it can be had
     */
    public record FileJson(String name, long bytes, String href) {}

    /** The printed files of a batch. */
    public record FilesJson(List<FileJson> items) {}

    /** The batches of the asker's scope, narrowed by {@code state}. */
    @GET
    public PageJson<BatchJson> list(@Context Call call) {
        Optional<BatchState> state = call.query("state").map(s -> Ids.word("state", s, BatchState.class));
        return PageJson.of(batches.list(call.actor(), state, call.page()), b -> BatchJson.of(b, makings::of));
    }

    /** One batch, with the progress of its making or printing and the report of the decode gate. */
    @GET
    @Path("{id}")
    public BatchJson get(@Context Call call, @PathParam("id") String id) {
        return BatchJson.of(batches.get(call.actor(), Ids.path(id)), makings::of);
    }

    /** Orders codes. */
    @POST
    public Response order(@Context Call call, OrderJson order) {
        Batch ordered = batches.order(
                call.write(), new BatchOrder(order.title(), order.codeClass(), order.quantity(), order.reason()));
        return Answers.created("/api/v1/batches/" + ordered.id(), BatchJson.of(ordered, makings::of));
    }

    /**
     * Takes in a file of codes issued elsewhere, as a made batch; the parameters {@code title}, {@code codeClass} and
     * {@code reason} say what they are for. The same file is taken in once.
     */
    @POST
    @Path("imports")
    @Consumes("text/csv")
    @MaxBody(IMPORT)
    public Response take(@Context Call call, byte[] file) {
        WriteRequest taking = call.write();
        var order = new BatchOrder(
                call.query("title").orElse(""),
                Ids.word("codeClass", call.query("codeClass").orElse("STOCK"), CodeClass.class),
                1,
                call.query("reason").orElse(""));
        Batch taken = imports.take(taking, order, file);
        return Answers.created("/api/v1/batches/" + taken.id(), BatchJson.of(taken, makings::of));
    }

    /** Approves an order. */
    @POST
    @Path("{id}/approve")
    public BatchJson approve(@Context Call call, @PathParam("id") String id, VersionJson step) {
        return BatchJson.of(batches.approve(call.write(), Ids.path(id), step.version()), makings::of);
    }

    /** Turns an order down. */
    @POST
    @Path("{id}/reject")
    public BatchJson reject(@Context Call call, @PathParam("id") String id, ReasonJson step) {
        return BatchJson.of(batches.reject(call.write(), Ids.path(id), step.version(), step.reason()), makings::of);
    }

    /**
     * Makes and signs the codes of an approved order: at once, answered 200, or in the background, answered 202, where the batch is large
     * or {@code Prefer: respond-async} (RFC 7240) asks for it. Its progress stands in the batch.
     */
    @POST
    @Path("{id}/make")
    public Response make(@Context Call call, @PathParam("id") String id, VersionJson step) {
        WriteRequest making = call.write();
        long batch = Ids.path(id);
        boolean preferred = call.prefers("respond-async");
        if (!preferred && batches.get(making.actor(), batch).quantity() <= AT_ONCE) {
            return Response.ok(BatchJson.of(batches.make(making, batch, step.version()), makings::of))
                    .build();
        }
        Batch asked = makings.ask(making, batch, step.version());
        Response.ResponseBuilder accepted =
                Response.accepted(BatchJson.of(asked, makings::of)).header("Location", "/api/v1/batches/" + batch);
        if (preferred) {
            accepted.header("Preference-Applied", "respond-async");
        }
        return accepted.build();
    }

    /** Begins to print a made batch; its progress stands in the batch. */
    @POST
    @Path("{id}/print")
    public Response print(@Context Call call, @PathParam("id") String id, VersionJson step) {
        long batch = Ids.path(id);
        printing.print(call.write(), batch, step.version());
        return Response.accepted(BatchJson.of(batches.get(call.actor(), batch), makings::of))
                .build();
    }

    /** Calls the printing of a batch off. */
    @POST
    @Path("{id}/print/cancel")
    public BatchJson cancelPrint(@Context Call call, @PathParam("id") String id) {
        long batch = Ids.path(id);
        printing.cancel(call.write(), batch);
        return BatchJson.of(batches.get(call.actor(), batch), makings::of);
    }

    /** Takes a printed batch into stock. */
    @POST
    @Path("{id}/stock")
    public BatchJson stock(@Context Call call, @PathParam("id") String id, VersionJson step) {
        return BatchJson.of(batches.stock(call.write(), Ids.path(id), step.version()), makings::of);
    }

    /** The printed files of a batch. */
    @GET
    @Path("{id}/files")
    public FilesJson files(@Context Call call, @PathParam("id") String id) {
        return new FilesJson(printing.files(call.actor(), Ids.path(id)).stream()
                .map(f -> new FileJson(f.name(), f.bytes(), "/api/v1/batches/" + id + "/files/" + f.name()))
                .toList());
    }

    /** One printed file. */
    @GET
    @Path("{id}/files/{name}")
    @Produces(MediaType.WILDCARD)
    public Response file(@Context Call call, @PathParam("id") String id, @PathParam("name") String name) {
        PrintFile file = printing.file(call.actor(), Ids.path(id), name);
        StreamingOutput body = out -> Files.copy(file.path(), out);
        return Response.ok(body, mediaType(file.name()))
                .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                .header("Content-Length", file.bytes())
                .build();
    }

    private static String mediaType(String name) {
        if (name.endsWith(".pdf")) {
            return "application/pdf";
        }
        return name.endsWith(".zip") ? "application/zip" : "text/plain; charset=utf-8";
    }
}
