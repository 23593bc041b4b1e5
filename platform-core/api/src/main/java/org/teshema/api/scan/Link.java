package org.teshema.api.scan;

import java.net.URI;
import java.util.Objects;
import org.teshema.api.text.Text;

/**
 * A link in the linkset of a code (RFC 9264).
 *
 * @param relation link relation type: a registered name or a URI
 * @param target absolute https URI, or a path under the platform beginning with {@code /}
 * @param title shown to people
 * @param mediaType media type of the target, such as {@code text/html}
 */
public record Link(String relation, URI target, Text title, String mediaType) {
    /** Relation of a link for somebody in danger: a page shows it with the emergency numbers, before anything else. */
    public static final String EMERGENCY = "https://teshema.org/rel/emergency";

    /**
     * Relation of a link that asks for something: its address ends in the name of what is asked for and an equals sign, and on the page of
     * an app it is a form with one field, called as the link is.
     */
    public static final String SEARCH = "search";

    public Link {
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(mediaType, "mediaType");
        boolean own = target.getScheme() == null && target.getRawPath().startsWith("/") && target.getHost() == null;
        if (!own && !"https".equals(target.getScheme())) {
            throw new IllegalArgumentException("A link is https or a path beginning with /, not " + target);
        }
    }
}
