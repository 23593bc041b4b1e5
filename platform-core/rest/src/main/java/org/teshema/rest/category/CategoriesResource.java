package org.teshema.rest.category;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.gate.Categories;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.rest.json.PageJson;

/** The kinds of equipment as the plugins that serve tell them. */
@Component(service = RestResource.class)
@Path("/api/v1/categories")
@Produces(MediaType.APPLICATION_JSON)
public final class CategoriesResource implements RestResource {
    private final Categories categories;
    private final Districts districts;

    /** Those categories. */
    @Activate
    public CategoriesResource(@Reference Categories categories, @Reference Districts districts) {
        this.categories = categories;
        this.districts = districts;
    }

    /**
     * All kinds on one page: there are eight. With {@code district} as its own plugins tell them. Everybody may read it.
     */
    @GET
    public PageJson<CategoryJson> list(@Context Call call) {
        String district = call.query("district").orElse(Districts.CITY);
        if (districts.find(district).isEmpty()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "district",
                    "没有代码为“" + district + "”的区。",
                    "There is no district \"" + district + "\".");
        }
        return new PageJson<>(
                categories.all(district).stream()
                        .map(one -> CategoryJson.of(one, call.language()))
                        .toList(),
                Optional.empty());
    }
}
