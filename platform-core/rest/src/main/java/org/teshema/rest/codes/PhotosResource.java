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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.Photo;
import org.teshema.engine.codes.Photos;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.read.Personal;
import org.teshema.web.PhotoPath;

/** Photos of labels and for entries, kept without anything but the picture. */
@Component(service = RestResource.class)
@Path(PhotoPath.ALL)
@Produces(MediaType.APPLICATION_JSON)
public final class PhotosResource implements RestResource {
    private final Photos photos;

    /** Those photos. */
    @Activate
    public PhotosResource(@Reference Photos photos) {
        this.photos = photos;
    }

    /**
     * A stored photo.
     *
     * @param digest SM3 of what is kept, 64 hexadecimal digits: its name
     */
    public record StoredJson(String digest) {}

    /** Stores a JPEG or PNG of at most 4 MiB. */
    @POST
    @Consumes({"image/jpeg", "image/png"})
    @MaxBody(4 << 20)
    public Response add(@Context Call call, byte[] photo) {
        String digest = photos.add(call.write(), photo);
        return Answers.created(PhotoPath.of(digest), new StoredJson(digest));
    }

    /** One photo, for whoever may see what it belongs to. */
    @GET
    @Path("{digest}")
    @Produces({"image/jpeg", "image/png", MediaType.APPLICATION_JSON})
    @Personal
    public Response get(@Context Call call, @PathParam("digest") String digest) {
        Photo photo = photos.get(call.actorIfAny(), digest);
        // Asked each time, because who may see it can change; what it is cannot.
        String tag = '"' + photo.digest() + '"';
        String known = call.request().getHeader("If-None-Match");
        Response.ResponseBuilder answer = known != null && known.contains(tag)
                ? Response.notModified()
                : Response.ok(photo.content(), photo.mediaType())
                        .header("Content-Disposition", "inline; filename=\"photo.jpg\"");
        return answer.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, Cookie")
                .build();
    }
}
