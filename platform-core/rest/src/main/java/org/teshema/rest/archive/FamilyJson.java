package org.teshema.rest.archive;

import java.util.List;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.text.Language;
import org.teshema.engine.family.Child;
import org.teshema.engine.family.Families.Family;

/**
 * A set.
 *
 * @param mother id of the mother device
 * @param version the mother's, to be sent along with a change
 * @param complete whether every role has the children it must have
 * @param roles what children the set may have
 * @param children its children, in the order they were entered
 */
public record FamilyJson(String mother, int version, boolean complete, List<RoleJson> roles, List<ChildJson> children) {
    /**
     * A role of children.
     *
     * @param name its name
     * @param title shown to people
     * @param categories catalogue nodes whose devices may take it
     * @param min how many there must be
     * @param max how many there may be
     * @param count how many there are
     * @param certificate whose certificate and inspection a child goes by
     */
    public record RoleJson(
            String name,
            String title,
            List<String> categories,
            int min,
            int max,
            long count,
            Certificate certificate) {}

    /**
     * A child.
     *
     * @param device its id
     * @param category catalogue code
     * @param name what people on site call it
     * @param role name of its role
     * @param status where it stands in its life
     * @param number number of the code it bears
     * @param code where that code stands
     * @param version to be sent along with a change
     */
    public record ChildJson(
            String device,
            String category,
            String name,
            String role,
            DeviceStatus status,
            Optional<String> number,
            Optional<CodeState> code,
            int version) {
        static ChildJson of(Child child) {
            var device = child.device();
            return new ChildJson(
                    device.id().toString(),
                    device.category().value(),
                    device.name(),
                    child.role(),
                    device.status(),
                    child.number().map(String::valueOf),
                    child.code(),
                    device.version());
        }
    }

    static FamilyJson of(Family family, Language language) {
        List<ChildRole> roles = family.structure() instanceof MotherChild set ? set.roles() : List.of();
        return new FamilyJson(
                Long.toString(family.device().id()),
                family.device().device().version(),
                family.missing().isEmpty(),
                roles.stream().map(role -> role(role, family, language)).toList(),
                family.children().stream().map(ChildJson::of).toList());
    }

    private static RoleJson role(ChildRole role, Family family, Language language) {
        return new RoleJson(
                role.name(),
                role.title().in(language),
                role.nodes().stream().map(Object::toString).sorted().toList(),
                role.min(),
                role.max(),
                family.count(role),
                role.certificate());
    }
}
