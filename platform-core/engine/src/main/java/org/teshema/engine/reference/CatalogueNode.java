package org.teshema.engine.reference;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;

/**
 * A node of the catalogue of special equipment.
 *
 * @param code its code
 * @param level kind 种类, class 类别 or variety 品种
 * @param name its name
 * @param parent the node above, empty for a kind
 * @param leaf whether a device can be of exactly this node
 * @param scope whether such a device gets a code
 * @param certificatePrefix the character its registration certificates begin with, such as 梯; empty for components
 * @param explosionProof whether the node itself says explosion-proof
 */
public record CatalogueNode(
        CatalogueCode code,
        Level level,
        Text name,
        Optional<CatalogueCode> parent,
        boolean leaf,
        Scope scope,
        Optional<String> certificatePrefix,
        boolean explosionProof) {
    /** The three levels of the catalogue. */
    public enum Level {
        KIND,
        CLASS,
        VARIETY
    }

    /** Whether devices of a node are in the city's register of codes. */
    public enum Scope {
        /** Registered equipment within the city's plan. */
        REGISTERED,
        /** Registered equipment which the plan leaves out: mobile pressure vessels and gas cylinders. */
        EXCLUDED,
        /** A component or accessory that is licensed for production and never a device of its own. */
        COMPONENT
    }

    /** What an English name counts: the words up to what tells more of them. */
    private static final Pattern COUNTED = Pattern.compile("^(.*?)(s?)((?: of | with | used |,| \\().*)?$");

    public CatalogueNode {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(certificatePrefix, "certificatePrefix");
    }

    /** Its name as one device is called; the catalogue names what there are many of, which English tells apart. */
    public Text one() {
        // Nobody runs one rapid.
        return name.en().endsWith("rapids")
                ? name
                : new Text(name.zh(), COUNTED.matcher(name.en()).replaceFirst("$1$3"));
    }
}
