package org.teshema.api.plugin;

import java.util.List;
import org.teshema.api.text.Text;

/** What a code of a kind of equipment stands for. Sealed, because the core switches over it. */
public sealed interface Structure {
    /** One code, one device. */
    record Single() implements Structure {}

    /** A set with a mother code 母码 and child codes 子码 in roles. */
    record MotherChild(List<ChildRole> roles) implements Structure {
        public MotherChild {
            roles = List.copyOf(roles);
        }
    }

    /** A role of children in a set, such as the cars of a ride: how many there must and may be. */
    record ChildRole(String name, Text title, int min, int max) {
        public ChildRole {
            if (min < 0 || max < 1 || max < min) {
                throw new IllegalArgumentException("Role " + name + " allows " + min + " to " + max + " children");
            }
        }
    }

    /** A registration unit made of segments, such as a pipeline 登记单元. */
    record Segments(Text segmentTitle) implements Structure {}
}
