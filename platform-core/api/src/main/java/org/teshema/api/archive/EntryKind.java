package org.teshema.api.archive;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * A kind of archive entry with its typed fields, declared by a plugin or the core, as data.
 *
 * @param name unique in the city; a plugin's kinds begin with its own name, such as {@code elevator/maintenance}
 * @param schemaVersion counts from 1; a kind may only gain optional fields from version to version
 * @param title shown to people
 * @param fields in the order shown
 * @param writers which audiences may append one
 * @param concerns whom of those related to a device such an entry about it concerns: each finds it in its inbox 收件箱; empty for
 *     what is of the archive alone. It may change at any time and holds for what is appended from then on
 * @param urgent whether life may hang on it, as on an alarm: nobody who writes one is refused because much was written. When the
 *     public has written more than others may, one report in ten seconds about a device stands for all of those ten seconds. Of the
 *     city's own plugins only
 * @param paper the official paper 文书 that each entry of it is; empty for what is no paper
 * @param due name of the day among its fields by which whoever it concerns is to have acted: their inbox says it and tells when it has
 *     passed. An optional day that an entry leaves empty is none
 * @param answers which entries one of this kind answers: they need nobody any more
 * @param theme what its entries tell of a device. It may change at any time
 */
public record EntryKind(
        String name,
        int schemaVersion,
        Text title,
        List<Field> fields,
        Set<Audience> writers,
        Set<Concern> concerns,
        boolean urgent,
        Optional<Paper> paper,
        Optional<String> due,
        Optional<Answers> answers,
        Theme theme) {
    /** Most photos of an entry: a form is sent with all of them. */
    public static final int MOST_PHOTOS = 6;

    // A minute, or two numbers of degrees with three places.
    private static final int SHORTEST_OF_PHOTO = 16;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}(/[a-z][a-z0-9-]{0,39})?");

    public EntryKind {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An entry kind is named like elevator/maintenance, not \"" + name + "\"");
        }
        if (schemaVersion < 1) {
            throw new IllegalArgumentException("Schema versions count from 1, not " + schemaVersion);
        }
        Objects.requireNonNull(title, "title");
        fields = List.copyOf(fields);
        writers = Set.copyOf(writers);
        concerns = Set.copyOf(concerns);
        Objects.requireNonNull(paper, "paper");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(theme, "theme");
        var names = new HashSet<String>();
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("Kind " + name + " has two fields called " + field.name());
            }
            if (isFromPhoto(fields, field.name())
                    && (field.required()
                            || !(field.type() instanceof FieldType.Words words)
                            || words.maxLength() < SHORTEST_OF_PHOTO)) {
                throw new IllegalArgumentException("Kind " + name + " keeps something of a photo in " + field.name()
                        + ", which is then an optional text of at least " + SHORTEST_OF_PHOTO + " characters");
            }
        }
        if (fields.stream()
                        .filter(field -> field.type() instanceof FieldType.Photo)
                        .count()
                > MOST_PHOTOS) {
            throw new IllegalArgumentException("Kind " + name + " has more than " + MOST_PHOTOS + " photos");
        }
        if (due.isPresent() && !isToldToAll(fields, concerns, due.get())) {
            throw new IllegalArgumentException(
                    "Kind " + name + " is due by a day that all it concerns may see, which " + due.get() + " is not");
        }
        if (answers.isPresent() && !isOfItsOwn(name, fields, answers.get())) {
            throw new IllegalArgumentException("Kind " + name
                    + " answers kinds of its own plugin, by a whole number of its own; not " + answers.get());
        }
        paper.ifPresent(one -> one.fields().forEach(field -> {
            if (!names.contains(field)) {
                throw new IllegalArgumentException("The paper of " + name + " prints a field it has not: " + field);
            }
        }));
    }

    /** A kind of no theme of its own. */
    public EntryKind(
            String name,
            int schemaVersion,
            Text title,
            List<Field> fields,
            Set<Audience> writers,
            Set<Concern> concerns,
            boolean urgent,
            Optional<Paper> paper,
            Optional<String> due,
            Optional<Answers> answers) {
        this(name, schemaVersion, title, fields, writers, concerns, urgent, paper, due, answers, Theme.OTHER);
    }

    /** A kind whose entries answer none. */
    public EntryKind(
            String name,
            int schemaVersion,
            Text title,
            List<Field> fields,
            Set<Audience> writers,
            Set<Concern> concerns,
            boolean urgent,
            Optional<Paper> paper,
            Optional<String> due) {
        this(name, schemaVersion, title, fields, writers, concerns, urgent, paper, due, Optional.empty());
    }

    /** A kind by whose entries nothing is due. */
    public EntryKind(
            String name,
            int schemaVersion,
            Text title,
            List<Field> fields,
            Set<Audience> writers,
            Set<Concern> concerns,
            boolean urgent,
            Optional<Paper> paper) {
        this(name, schemaVersion, title, fields, writers, concerns, urgent, paper, Optional.empty());
    }

    /** A kind whose entries are no papers. */
    public EntryKind(
            String name,
            int schemaVersion,
            Text title,
            List<Field> fields,
            Set<Audience> writers,
            Set<Concern> concerns,
            boolean urgent) {
        this(name, schemaVersion, title, fields, writers, concerns, urgent, Optional.empty());
    }

    /** A kind on which no life hangs. */
    public EntryKind(
            String name,
            int schemaVersion,
            Text title,
            List<Field> fields,
            Set<Audience> writers,
            Set<Concern> concerns) {
        this(name, schemaVersion, title, fields, writers, concerns, false);
    }

    /** A kind of the archive alone, which concerns nobody. */
    public EntryKind(String name, int schemaVersion, Text title, List<Field> fields, Set<Audience> writers) {
        this(name, schemaVersion, title, fields, writers, Set.of());
    }

    /** The same kind, whose entries tell that of a device. */
    public EntryKind telling(Theme of) {
        return new EntryKind(name, schemaVersion, title, fields, writers, concerns, urgent, paper, due, answers, of);
    }

    /** Whether the field of that name is filled from a photo, by the core alone. */
    public boolean isFromPhoto(String fieldName) {
        return isFromPhoto(fields, fieldName);
    }

    /** An inbox tells the day to whoever is concerned: nobody may learn there what the field keeps from them. */
    private static boolean isToldToAll(List<Field> fields, Set<Concern> concerns, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name) && field.type() instanceof FieldType.Day)
                .anyMatch(field -> concerns.stream().allMatch(concern -> field.readableBy(audience(concern))));
    }

    /** Nobody's deed is dealt with by another plugin's. */
    private static boolean isOfItsOwn(String name, List<Field> fields, Answers answers) {
        String plugin = plugin(name);
        return answers.kinds().stream().allMatch(kind -> plugin(kind).equals(plugin))
                && answers.field()
                        .filter(by -> fields.stream()
                                .noneMatch(field -> field.name().equals(by) && field.type() instanceof FieldType.Whole))
                        .isEmpty();
    }

    private static String plugin(String kind) {
        return kind.substring(0, Math.max(kind.indexOf('/'), 0));
    }

    private static Audience audience(Concern concern) {
        return switch (concern) {
            case USING_UNIT -> Audience.USING_UNIT;
            case MAINTENANCE_UNIT -> Audience.MAINTENANCE_UNIT;
            case INSPECTION_BODY -> Audience.INSPECTION_BODY;
            case STATION, DISTRICT -> Audience.GOVERNMENT;
        };
    }

    private static boolean isFromPhoto(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.type() instanceof FieldType.Photo)
                .anyMatch(photo -> name.equals(photo.name() + FieldType.Photo.TAKEN)
                        || name.equals(photo.name() + FieldType.Photo.PLACE));
    }

    /** The field of that name. */
    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }
}
