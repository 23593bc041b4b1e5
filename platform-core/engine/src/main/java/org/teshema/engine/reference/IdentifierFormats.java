package org.teshema.engine.reference;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** The forms of the numbers printed on devices and papers, and how two of them are compared. Thread-safe. */
@Component(service = IdentifierFormats.class)
public final class IdentifierFormats {
    /** Longest number kept, normalised or as printed. */
    public static final int LONGEST = 60;

    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\s]+");
    private static final Pattern DASHES = Pattern.compile("\\p{Pd}|\u2212");

    private final ReferenceTable<Map<String, IdentifierFormat>> table;
    private final Catalogue catalogue;

    /** The formats in force. */
    @Activate
    public IdentifierFormats(@Reference ReferenceFiles files, @Reference Catalogue catalogue) {
        this.table = files.table("id-formats", IdentifierFormats::read);
        this.catalogue = catalogue;
    }

    /** The format of that id. */
    public Optional<IdentifierFormat> find(String id) {
        return Optional.ofNullable(table.now().get(id));
    }

    /** All formats. */
    public List<IdentifierFormat> all() {
        return List.copyOf(table.now().values());
    }

    /**
     * The number as it is compared: NFKC, which makes full-width letters, digits and brackets half-width, upper case,
     * without spaces, every dash a hyphen.
     */
    public static String normal(String printed) {
        String nfkc = Normalizer.normalize(printed, Normalizer.Form.NFKC);
        return DASHES.matcher(SPACE.matcher(nfkc).replaceAll(""))
                .replaceAll("-")
                .toUpperCase(Locale.ROOT);
    }

    /**
     * Checks a number against the format it is said to have.
     *
     * @param id the format's id
     * @param printed the number as printed
     * @param today for the year of make, which lies between 1950 and next year
     * @return the number as it is compared
     * @throws Problem in the field {@code identifiers}
     */
    public String checked(String id, String printed, LocalDate today) {
        IdentifierFormat format = find(id).orElseThrow(() -> wrong(
                "没有名为“" + id + "”的编号种类。可用：" + String.join("、", table.now().keySet()) + "。",
                "There is no kind of number called \"" + id + "\". There are: "
                        + String.join(", ", table.now().keySet()) + "."));
        String normal = normal(printed);
        if (printed.length() > LONGEST || normal.length() > LONGEST) {
            throw wrong(
                    format.name().zh() + "最多 " + LONGEST + " 个字符。",
                    format.name().en() + ": at most " + LONGEST + " characters.");
        }
        if (!format.pattern().matcher(normal).matches()) {
            throw wrong(
                    format.name().zh() + "“" + printable(printed) + "”格式不对，应形如 " + format.example() + "。",
                    format.name().en() + " \"" + printable(printed) + "\" is not of its form. Expected something like "
                            + format.example() + ".");
        }
        if (format.deviceCode()) {
            deviceCode(format, normal, today);
        }
        return normal;
    }

    private void deviceCode(IdentifierFormat format, String normal, LocalDate today) {
        String type = normal.substring(0, 4);
        if (catalogue.find(new CatalogueCode(type)).isEmpty()) {
            throw wrong(
                    format.name().zh() + "“" + normal + "”的前四位“" + type + "”不在《特种设备目录》中。",
                    format.name().en() + " \"" + normal + "\" begins with " + type
                            + ", which the catalogue does not have.");
        }
        int year = Integer.parseInt(normal.substring(9, 13));
        if (year < 1950 || year > today.getYear() + 1) {
            throw wrong(
                    format.name().zh() + "“" + normal + "”的制造年份 " + year + " 应在 1950 到 " + (today.getYear() + 1)
                            + " 之间。",
                    format.name().en() + " \"" + normal + "\" names " + year
                            + " as the year of make, which must be 1950 to " + (today.getYear() + 1) + ".");
        }
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "�");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    private static Problem wrong(String zh, String en) {
        return Problem.inField(ProblemType.INVALID, "identifiers", zh, en);
    }

    private static Map<String, IdentifierFormat> read(List<Line> lines) {
        var formats = new LinkedHashMap<String, IdentifierFormat>();
        for (Line line : lines) {
            var format = new IdentifierFormat(
                    line.text("id"),
                    line.words("name"),
                    line.read("pattern", "a regular expression", Pattern::compile),
                    line.oneOf("check", Map.of("device-code", true, "none", false)),
                    line.text("example"));
            if (!format.pattern().matcher(normal(format.example())).matches()) {
                throw new MalformedFile("the example of " + format.id() + " is not of its own pattern");
            }
            formats.put(format.id(), format);
        }
        return java.util.Collections.unmodifiableMap(formats);
    }
}
