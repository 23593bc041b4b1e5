package org.teshema.rest.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.json.PageJson;

/** The organisations that take part. */
@Component(service = RestResource.class)
@Path("/api/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OrganisationsResource implements RestResource {
    private final Organisations organisations;

    /** Those organisations. */
    @Activate
    public OrganisationsResource(@Reference Organisations organisations) {
        this.organisations = organisations;
    }

    /**
     * An organisation to be entered.
     *
     * @param kind what it is
     * @param name its full name
     * @param creditCode its unified social credit code
     * @param district six-character district id
     * @param parentId the organisation above it; whoever enters it when missing
     * @param phone a telephone people may call
     */
    public record NewOrganisationJson(
            OrganisationKind kind,
            String name,
            Optional<String> creditCode,
            String district,
            Optional<String> parentId,
            Optional<String> phone) {}

    /** The organisations the asker may know of, narrowed by {@code kind}, {@code district}, {@code creditCode}, {@code q}. */
    @GET
    public PageJson<OrganisationJson> list(@Context Call call) {
        return PageJson.of(
                organisations.list(
                        call.actor(),
                        new Organisations.Filter(
                                call.query("kind").map(k -> Ids.word("kind", k, OrganisationKind.class)),
                                call.query("district"),
                                call.query("creditCode"),
                                call.query("q")),
                        call.page()),
                OrganisationJson::of);
    }

    /** One of them. */
    @GET
    @Path("{id}")
    public OrganisationJson get(@Context Call call, @PathParam("id") String id) {
        return OrganisationJson.of(organisations.get(call.actor(), Ids.path(id)));
    }

    /** Enters one. */
    @POST
    public Response create(@Context Call call, NewOrganisationJson organisation) {
        Organisation made = organisations.create(
                call.write(),
                new NewOrganisation(
                        organisation.kind(),
                        organisation.name(),
                        organisation.creditCode(),
                        organisation.district(),
                        Ids.maybe("parentId", organisation.parentId()),
                        organisation.phone()));
        return Answers.created("/api/v1/organisations/" + made.id(), OrganisationJson.of(made));
    }
}
