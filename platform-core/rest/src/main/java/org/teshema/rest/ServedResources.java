package org.teshema.rest;

import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.teshema.engine.codes.CityKeys;
import org.teshema.rest.auth.Tokens;

/**
 * All resources of the platform and the tokens of those who ask: what the {@link Hub} serves. It is there once all resources are, and is
 * replaced as a whole when one of them is, as after a change of the settings behind it.
 */
@Component(service = ServedResources.class, property = "resources.cardinality.minimum:Integer=" + Hub.RESOURCES)
public final class ServedResources {
    private final List<RestResource> resources;
    private final Tokens tokens;
    private final CodePath codes;

    /** These resources, for the holders of these tokens, and scans under the path of the keys' prefix. */
    @Activate
    public ServedResources(
            @Reference(
                            name = "resources",
                            cardinality = ReferenceCardinality.AT_LEAST_ONE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<RestResource> resources,
            @Reference Tokens tokens,
            @Reference CityKeys keys) {
        this(resources, tokens, CodePath.of(keys.prefix()));
    }

    /** These resources, for the holders of these tokens, and scans under that path. */
    ServedResources(List<RestResource> resources, Tokens tokens, CodePath codes) {
        this.resources = resources.stream()
                .sorted(Comparator.comparing(resource -> resource.getClass().getName()))
                .toList();
        this.tokens = tokens;
        this.codes = codes;
    }

    List<RestResource> resources() {
        return resources;
    }

    Tokens tokens() {
        return tokens;
    }

    CodePath codes() {
        return codes;
    }
}
