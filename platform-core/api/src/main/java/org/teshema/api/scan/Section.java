package org.teshema.api.scan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.teshema.api.device.Device;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;

/**
 * A part of a view. Sealed, because the core renders each in every face; all texts are plain text and are escaped.
 */
public sealed interface Section {
    /** The section's heading. */
    Text title();

    /** Names and values, read top to bottom. */
    record Facts(Text title, List<Fact> facts) implements Section {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /**
     * One line of {@link Facts}.
     *
     * @param name stable machine name, lower-case words with hyphens
     * @param label shown to people
     * @param value shown to people
     * @param tone how it is meant
     */
    record Fact(String name, Text label, Text value, Tone tone) {
        /** A line without any particular tone. */
        public Fact(String name, Text label, Text value) {
            this(name, label, value, Tone.PLAIN);
        }
    }

    /**
     * Rows under headings; every row has as many cells as there are columns.
     *
     * @param paths where each row leads, a path under the platform such as {@code /n/1000000000008}, in the order of the
     *     rows; an empty text where a row leads nowhere, an empty list where none does
     */
    record Table(Text title, List<Text> columns, List<List<Text>> rows, List<String> paths) implements Section {
        private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9][A-Za-z0-9_./?=&%-]{0,400}");

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            paths = List.copyOf(paths);
            if (!paths.isEmpty() && paths.size() != rows.size()) {
                throw new IllegalArgumentException(paths.size() + " paths for " + rows.size() + " rows");
            }
            for (String path : paths) {
                if (!path.isEmpty() && !PATH.matcher(path).matches()) {
                    throw new IllegalArgumentException("Not a path under the platform: \"" + path + "\"");
                }
            }
            for (List<Text> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "A row has " + row.size() + " cells where the table has " + columns.size() + " columns");
                }
            }
        }

        /** Rows that lead nowhere. */
        public Table(Text title, List<Text> columns, List<List<Text>> rows) {
            this(title, columns, rows, List.of());
        }
    }

    /** Something to be told before all else. */
    record Notice(Text title, Text words, Tone tone) implements Section {}

    /** Telephone numbers people may need at once; rendered as {@code tel:} links that work without script. */
    record Phones(Text title, List<Phone> phones) implements Section {
        public Phones {
            phones = List.copyOf(phones);
        }

        /** Whom people may call about a device: its maintenance unit, then its using unit; empty where neither has a number. */
        public static Optional<Phones> of(Device device) {
            List<Phone> phones = Stream.of(
                            phone(device.maintenanceUnit(), new Text("维保单位 24 小时电话", "Maintenance unit, 24 hours")),
                            phone(device.usingUnit(), new Text("使用单位电话", "Using unit")))
                    .flatMap(Optional::stream)
                    .toList();
            return phones.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Phones(new Text("联系电话", "Telephone numbers"), phones));
        }

        private static Optional<Phone> phone(Optional<Organisation> unit, Text label) {
            return unit.flatMap(one -> one.phone()
                    .filter(Phone::isNumber)
                    .map(number -> new Phone(label, number, Optional.of(Text.same(one.name())))));
        }
    }

    /** One number of {@link Phones}; digits, spaces, hyphens and a leading plus only. */
    record Phone(Text label, String number, Optional<Text> note) {
        private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 -]{1,19}");

        public Phone {
            if (!isNumber(number)) {
                throw new IllegalArgumentException("Not a telephone number: \"" + number + "\"");
            }
        }

        /** Whether it can be called, as the archive has it. */
        public static boolean isNumber(String number) {
            return NUMBER.matcher(number).matches();
        }
    }

    /** Lines in the order they happened, newest first. */
    record TimeLine(Text title, List<Moment> moments) implements Section {
        public TimeLine {
            moments = List.copyOf(moments);
        }
    }

    /** One line of a {@link TimeLine}. */
    record Moment(java.time.LocalDate day, Text words) {}

    /** Photos that entries name. Each is shown to whoever may see that field of that entry, and to nobody else. */
    record Pictures(Text title, List<Picture> pictures) implements Section {
        public Pictures {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * One photo of {@link Pictures}.
     *
     * @param words what it shows, for whoever does not see it, too
     * @param digest what it is kept under: the value of a field of an entry, 64 hexadecimal digits
     */
    record Picture(Text words, String digest) {
        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Picture {
            if (digest == null || !DIGEST.matcher(digest).matches()) {
                throw new IllegalArgumentException("Not the digest of a photo: \"" + digest + "\"");
            }
        }
    }

    /** How a value is meant; always shown as word and icon too, never by colour alone. */
    enum Tone {
        PLAIN,
        GOOD,
        WARNING,
        BAD
    }
}
