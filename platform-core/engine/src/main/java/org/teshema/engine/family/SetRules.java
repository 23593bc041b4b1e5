package org.teshema.engine.family;

import java.util.stream.Collectors;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** What a set may be made of: each refusal names the field and the rule. */
final class SetRules {
    private SetRules() {}

    /** The set that a mother's category allows. */
    static MotherChild set(Structure structure, String category) {
        if (structure instanceof MotherChild set) {
            return set;
        }
        throw Problem.inField(
                ProblemType.INVALID,
                "mother",
                "目录代码 " + category + " 的设备不设成套（母子码）。",
                "Equipment of category " + category + " makes no set with mother and child codes.");
    }

    /** The role asked for, which this device may take. */
    static ChildRole role(MotherChild set, String name, Member child) {
        ChildRole role = set.role(name)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "role",
                        "该成套设备没有“" + name + "”这一部位；可选："
                                + set.roles().stream()
                                        .map(one -> one.title().zh() + "（" + one.name() + "）")
                                        .collect(Collectors.joining("、"))
                                + "。",
                        "The set has no role \"" + name + "\"; it has "
                                + set.roles().stream()
                                        .map(one -> one.title().en() + " (" + one.name() + ")")
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (!role.isFor(child.category())) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "child",
                    "“" + role.title().zh() + "”应为目录代码 " + nodes(role) + " 的设备，设备 " + child.id() + " 是 "
                            + child.category() + "。",
                    "The role " + role.title().en() + " is for equipment of " + nodes(role) + "; device " + child.id()
                            + " is of " + child.category() + ".");
        }
        return role;
    }

    private static String nodes(ChildRole role) {
        return role.nodes().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    /**
     * A mother is nobody's child and a child nobody's mother: so no set can contain itself.
     *
     * @param itsChildren how many children the child has
     */
    static void fits(Member mother, Member child, int itsChildren) {
        if (mother.id() == child.id()) {
            throw Problem.inField(
                    ProblemType.INVALID, "child", "设备不能是自己的子设备。", "A device cannot be a child of itself.");
        }
        if (mother.mother().isPresent()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "mother",
                    "设备 " + mother.id() + " 本身是设备 " + mother.mother().getAsLong() + " 的子设备，不能再作母设备。",
                    "Device " + mother.id() + " is itself a child of device "
                            + mother.mother().getAsLong() + " and cannot be a mother.");
        }
        if (itsChildren > 0) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "child",
                    "设备 " + child.id() + " 是有 " + itsChildren + " 个子设备的母设备，不能并入另一成套设备。",
                    "Device " + child.id() + " is the mother of " + itsChildren
                            + " children and cannot be part of another set.");
        }
        if (mother.status() == DeviceStatus.SCRAPPED || child.status() == DeviceStatus.SCRAPPED) {
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    mother.status() == DeviceStatus.SCRAPPED ? "mother" : "child",
                    "已报废的设备不能组成成套设备。",
                    "A scrapped device makes no set.");
        }
        if (!mother.district().equals(child.district()) || !mother.usingUnit().equals(child.usingUnit())) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "child",
                    "母设备和子设备应属于同一使用单位、同一区；请先办理变更或过户。",
                    "Mother and child belong to one using unit and one district. Transfer the device first.");
        }
    }

    /** A child has one mother at a time. */
    static void free(Member child) {
        if (child.mother().isPresent()) {
            throw Problem.inField(
                    ProblemType.ALREADY_IN_SET,
                    "child",
                    "设备 " + child.id() + " 已是设备 " + child.mother().getAsLong() + " 的子设备；请办理转入或先退出。",
                    "Device " + child.id() + " is a child of device "
                            + child.mother().getAsLong() + " already. Move it, or let it leave first.");
        }
    }

    /**
     * A set has no more children in a role than it may have.
     *
     * @param there how many there are
     */
    static void room(ChildRole role, long there) {
        if (there >= role.max()) {
            throw Problem.inField(
                    ProblemType.SET_FULL,
                    "role",
                    "“" + role.title().zh() + "”最多 " + role.max() + " 个，现已有 " + there + " 个。",
                    "There are at most " + role.max() + " children in the role "
                            + role.title().en() + ", and " + there + " are there.");
        }
    }
}
