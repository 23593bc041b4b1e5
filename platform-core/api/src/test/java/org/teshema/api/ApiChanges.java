package org.teshema.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What lies between two shapes of the contract, and which part of its version that raises. */
final class ApiChanges {
    /** Marks an interface that plugins call and never implement. */
    static final String PROVIDED = "provided by the platform";

    /** Which number of a version a change raises. */
    enum Weight {
        MINOR,
        MAJOR
    }

    /**
     * One change.
     *
     * @param words what changed, where, and whom it breaks
     */
    record Change(Weight weight, String inPackage, String words) {}

    private ApiChanges() {}

    /** The changes from one shape to another; an other version of a package is none. */
    static List<Change> between(String before, String after) {
        Map<String, Set<String>> old = types(before);
        Map<String, Set<String>> now = types(after);
        var changes = new ArrayList<Change>();
        old.forEach((type, lines) -> {
            if (now.containsKey(type)) {
                compare(type, lines, now.get(type), changes);
            } else {
                changes.add(change(Weight.MAJOR, type, "the type is gone: plugins that name it no longer resolve"));
            }
        });
        now.keySet().stream()
                .filter(type -> !old.containsKey(type))
                .forEach(type -> changes.add(change(Weight.MINOR, type, "the type is new")));
        return changes;
    }

    /** The version of each package. */
    static Map<String, String> versions(String shape) {
        var versions = new LinkedHashMap<String, String>();
        shape.lines().filter(line -> line.startsWith("package ")).forEach(line -> {
            String[] words = line.split(" ", -1);
            versions.put(words[1], words[2]);
        });
        return versions;
    }

    /** The version that follows that one when something of this weight has changed. */
    static String raised(String version, Weight weight) {
        String[] numbers = version.split("\\.", -1);
        return weight == Weight.MAJOR
                ? Integer.parseInt(numbers[0]) + 1 + ".0.0"
                : numbers[0] + "." + (Integer.parseInt(numbers[1]) + 1) + ".0";
    }

    private static void compare(String type, Set<String> before, Set<String> after, List<Change> changes) {
        boolean provided = after.contains(PROVIDED);
        boolean called = provided || (!after.contains("interface") && !after.contains("sealed interface"));
        for (String line : before) {
            boolean nowDefault =
                    line.startsWith("abstract ") && after.contains(line.replaceFirst("abstract", "default"));
            if (!after.contains(line) && !nowDefault) {
                changes.add(change(
                        Weight.MAJOR, type, "no longer \"" + line + "\": breaks plugins that use or implement it"));
            }
        }
        for (String line : after) {
            if (before.contains(line)) {
                continue;
            }
            if (line.startsWith("abstract ") && !called) {
                changes.add(change(
                        Weight.MAJOR,
                        type,
                        "\"" + line + "\" is new and abstract: breaks plugins that implement the type; a default"
                                + " method would not"));
            } else {
                changes.add(change(Weight.MINOR, type, "\"" + line + "\" is new"));
            }
        }
    }

    private static Change change(Weight weight, String type, String words) {
        return new Change(
                weight, type.substring(0, type.indexOf(' ')), type.substring(type.indexOf(' ') + 1) + ": " + words);
    }

    /** The lines of each type, by package and name with a space between. */
    private static Map<String, Set<String>> types(String shape) {
        var types = new LinkedHashMap<String, Set<String>>();
        String inPackage = "";
        Set<String> lines = Set.of();
        for (String line : shape.split("\n", -1)) {
            if (line.startsWith("package ")) {
                inPackage = line.split(" ", -1)[1];
            } else if (line.startsWith("    ")) {
                lines.add(line.strip());
            } else if (!line.isBlank()) {
                lines = new LinkedHashSet<>();
                types.put(inPackage + " " + line.strip(), lines);
            }
        }
        return types;
    }
}
