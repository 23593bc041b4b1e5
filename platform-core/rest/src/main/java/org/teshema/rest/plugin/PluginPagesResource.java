package org.teshema.rest.plugin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.release.Canaries;
import org.teshema.engine.release.Installation;
import org.teshema.engine.release.Installations;
import org.teshema.engine.release.Release;
import org.teshema.engine.release.ReleasePlan;
import org.teshema.engine.release.Releases;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.MaxBody;
import org.teshema.rest.RestResource;
import org.teshema.rest.archive.Ids;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.page.Multipart;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** The pages of plugins: what runs on this node, the figures side by side, and what may be done, each asked for on a form. */
@Component(service = RestResource.class)
@Path("/plugins")
@Produces(MediaType.TEXT_HTML)
public final class PluginPagesResource implements RestResource {
    private static final String JAR = "jar";
    /** As large as the API's, and what surrounds a file in a form. */
    private static final int MOST_BROUGHT = (16 << 20) + (16 << 10);

    private final Plugins plugins;
    private final Releases releases;
    private final Installations installations;
    private final Canaries canaries;
    private final Districts districts;
    private final DeedForms forms;
    private final Pages pages;

    /** Pages about these. */
    @Activate
    public PluginPagesResource(
            @Reference Plugins plugins,
            @Reference Releases releases,
            @Reference Installations installations,
            @Reference Canaries canaries,
            @Reference Districts districts,
            @Reference DeedForms forms,
            @Reference Pages pages) {
        this.plugins = plugins;
        this.releases = releases;
        this.installations = installations;
        this.canaries = canaries;
        this.districts = districts;
        this.forms = forms;
        this.pages = pages;
    }

    /** All plugins; whoever is not logged in is asked to. */
    @GET
    public Response all(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=/plugins"));
        }
        return Frames.page(
                200,
                pages.plugins(
                        Frames.of(call), new PluginPages(districts, actor).all(installations.list(), plugins.all())));
    }

    /** The form on which a release is brought, for who may handle plugins. */
    @GET
    @Path("releases/new")
    public Response bring(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=/plugins/releases/new"));
        }
        Access.require(actor.get(), org.teshema.engine.access.Deed.HANDLE_PLUGIN);
        return Frames.page(
                200,
                pages.bringRelease(
                        Frames.of(call), Optional.empty(), UUID.randomUUID().toString()));
    }

    /** Checks and keeps what was brought; its page shows the plan. */
    @POST
    @Path("releases")
    @Consumes(Multipart.TYPE)
    @MaxBody(MOST_BROUGHT)
    public Response brought(@Context Call call, byte[] form) {
        Multipart sent = Multipart.read(call.request().getContentType(), form);
        String key = sent.fields().getOrDefault(FormBody.KEY, "");
        WriteRequest asked = call.write(key);
        Frame frame = Frames.of(call);
        byte[] jar = sent.files().getOrDefault(JAR, new byte[0]);
        if (jar.length == 0) {
            return Frames.page(400, pages.bringRelease(frame, Optional.of(new Text("请选择文件。", "Choose a file.")), key));
        }
        try {
            return Answers.see(
                    frame.link("/plugins/releases/" + releases.store(asked, jar).id()));
        } catch (Problem e) {
            if (e.type() != ProblemType.RELEASE_REFUSED) {
                throw e;
            }
            return Frames.page(e.type().status(), pages.bringRelease(frame, Optional.of(e.detail()), key));
        }
    }

    /** A release that is kept, with its plan for its district and the city. */
    @GET
    @Path("releases/{id}")
    public Response release(@Context Call call, @PathParam("id") String id) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            return Answers.see(Frames.of(call).link("/login?next=/plugins/releases/" + Ids.path(id)));
        }
        Release release = releases.get(Ids.path(id));
        Optional<ReleasePlan> plan = Optional.empty();
        Optional<Text> refusal = Optional.empty();
        try {
            plan = Optional.of(releases.plan(actor.get(), release.id()));
        } catch (Problem e) {
            // Who may not handle it sees what it is and not what would come of it.
            refusal = e.type() == ProblemType.FORBIDDEN ? Optional.empty() : Optional.of(e.detail());
        }
        Optional<Installation> now = installations.list().stream()
                .filter(one -> one.target().plugin().equals(release.origin().name()))
                .findFirst();
        return Frames.page(
                200,
                pages.release(Frames.of(call), new PluginPages(districts, actor).release(release, plan, refusal, now)));
    }

    /** The form of a deed with a release. */
    @GET
    @Path("releases/{id}/{deed: install|station|share}")
    public Response form(@Context Call call, @PathParam("id") String id, @PathParam("deed") String deed) {
        return form(
                call,
                about(id),
                kind(deed),
                Map.of(FormBody.KEY, UUID.randomUUID().toString()),
                Map.of(),
                200);
    }

    /** Does it. */
    @POST
    @Path("releases/{id}/{deed: install|station|share}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response release(
            @Context Call call, @PathParam("id") String id, @PathParam("deed") String deed, byte[] form) {
        long release = Ids.path(id);
        return done(call, about(id), kind(deed), form, (asked, filled) -> {
            switch (kind(deed)) {
                case INSTALL -> installations.install(asked, release, filled.get(DeedForms.REASON));
                case STATION, SHARE ->
                    canaries.begin(asked, release, forms.share(kind(deed), filled), filled.get(DeedForms.REASON));
                default -> throw new IllegalStateException(deed);
            }
        });
    }

    /** The form of a deed with a plugin. */
    @GET
    @Path("{plugin}/{deed: promote|withdraw|roll-back|stop}")
    public Response pluginForm(@Context Call call, @PathParam("plugin") String plugin, @PathParam("deed") String deed) {
        return form(
                call,
                installations.get(plugin).target().plugin(),
                kind(deed),
                Map.of(FormBody.KEY, UUID.randomUUID().toString()),
                Map.of(),
                200);
    }

    /** Does it. */
    @POST
    @Path("{plugin}/{deed: promote|withdraw|roll-back|stop}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response plugin(
            @Context Call call, @PathParam("plugin") String plugin, @PathParam("deed") String deed, byte[] form) {
        return done(call, plugin, kind(deed), form, (asked, filled) -> {
            String why = filled.get(DeedForms.REASON);
            switch (kind(deed)) {
                case PROMOTE -> canaries.promote(asked, plugin, why);
                case WITHDRAW -> canaries.withdraw(asked, plugin, why);
                case ROLL_BACK -> installations.rollBack(asked, plugin, why);
                case STOP -> installations.stop(asked, plugin, why);
                default -> throw new IllegalStateException(deed);
            }
        });
    }

    private interface Deed {
        void does(WriteRequest asked, Map<String, String> filled);
    }

    private Response done(Call call, String about, DeedForms.Kind kind, byte[] form, Deed deed) {
        Map<String, String> filled = new HashMap<>(FormBody.read(form));
        try {
            deed.does(call.write(filled.get(FormBody.KEY)), filled);
        } catch (Problem e) {
            if (e.type() != ProblemType.INVALID || e.field().isEmpty()) {
                throw e;
            }
            return form(call, about, kind, filled, Map.of(e.field().get(), e.detail()), 400);
        }
        return Answers.see(Frames.of(call).link("/plugins"));
    }

    private String about(String id) {
        Release release = releases.get(Ids.path(id));
        return release.origin().toString();
    }

    private Response form(
            Call call,
            String about,
            DeedForms.Kind kind,
            Map<String, String> filled,
            Map<String, Text> errors,
            int status) {
        Actor actor = call.actor();
        Frame frame = Frames.of(call);
        return Frames.page(
                status,
                pages.form(
                        frame,
                        forms.of(
                                actor,
                                kind,
                                about,
                                frame.link(frame.path()),
                                frame.link("/plugins"),
                                filled,
                                errors,
                                Map.of(FormBody.KEY, filled.getOrDefault(FormBody.KEY, "")))));
    }

    private static DeedForms.Kind kind(String deed) {
        return Arrays.stream(DeedForms.Kind.values())
                .filter(one -> one.path().equals(deed))
                .findFirst()
                .orElseThrow();
    }
}
