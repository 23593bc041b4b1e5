package org.teshema.api.plugin;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;

/**
 * What a code of a kind of equipment stands for. Sealed, because the core switches over it; data, because the core alone
 * keeps the structure of every device and knows no category.
 */
public sealed interface Structure {
    /** One code, one device. */
    record Single() implements Structure {}

    /**
     * A set 成套 with a mother code 母码 and child codes 子码 in roles.
     *
     * @param always whether every device of the category is a set, as bumper cars are; where not, a device is the mother of a
     *     set from its first child on
     * @param roles what children it may have; never empty, names unique
     */
    record MotherChild(boolean always, List<ChildRole> roles) implements Structure {
        public MotherChild {
            roles = List.copyOf(roles);
            var names = new HashSet<String>();
            roles.forEach(role -> names.add(role.name()));
            if (roles.isEmpty() || names.size() != roles.size()) {
                throw new IllegalArgumentException("A set has one role or more, each name once, not " + roles);
            }
        }

        /** The role of that name. */
        public Optional<ChildRole> role(String name) {
            return roles.stream().filter(role -> role.name().equals(name)).findFirst();
        }
    }

    /**
     * A role of children in a set, such as the cars of a ride.
     *
     * @param name lower-case words with hyphens, stable for ever
     * @param title shown to people, such as 车辆
     * @param nodes the catalogue nodes whose devices may take it
     * @param min how many there must be; with fewer the set is shown as incomplete
     * @param max how many there may be
     * @param certificate whose certificate and inspection a child goes by
     */
    record ChildRole(String name, Text title, Set<CatalogueCode> nodes, int min, int max, Certificate certificate) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

        public ChildRole {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("A role is lower-case words with hyphens, not \"" + name + "\"");
            }
            Objects.requireNonNull(title, "title");
            nodes = Set.copyOf(nodes);
            if (nodes.isEmpty()) {
                throw new IllegalArgumentException("Role " + name + " is for no equipment");
            }
            if (min < 0 || max < 1 || max < min) {
                throw new IllegalArgumentException("Role " + name + " allows " + min + " to " + max + " children");
            }
            Objects.requireNonNull(certificate, "certificate");
        }

        /** Whether a device of that category may take the role. */
        public boolean isFor(CatalogueCode category) {
            return nodes.stream().anyMatch(category::within);
        }
    }

    /** Whose registration certificate 使用登记证 and inspection a child of a set goes by. */
    enum Certificate {
        /** Its own: its clocks are its own. */
        OWN,
        /** The set's: what is due of the mother is due of the child. */
        MOTHERS
    }

    /**
     * A registration unit made of segments 登记单元, such as a pipeline.
     *
     * @param title of the table of segments, such as 压力管道基本信息汇总表
     * @param kind name of the plugin's entry kind that a segment is kept by; its fields are the table's columns, and three of
     *     them the platform knows by name: {@link org.teshema.api.archive.Segment#NUMBER}, which must be there, and
     *     {@link org.teshema.api.archive.Segment#LENGTH} and {@link org.teshema.api.archive.Segment#CLASS}
     * @param posts how many code posts 码桩 along the line may bear a label beside the unit's own; 0 for none
     */
    record Segments(Text title, String kind, int posts) implements Structure {
        public Segments {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(kind, "kind");
            if (posts < 0) {
                throw new IllegalArgumentException("A unit has no or some code posts, not " + posts);
            }
        }
    }
}
