package org.teshema.engine.reference;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;

/**
 * Where the city's plan lets a label hang, and what the label looks like, by kind of equipment and day. The most specific
 * node of the catalogue decides. It answers for every device no plugin answers for. Thread-safe.
 */
@Component(service = PostingPositions.class)
public final class PostingPositions {
    private final ReferenceTable<List<Place>> places;
    private final ReferenceTable<List<Label>> labels;

    private record Place(List<CatalogueCode> nodes, Position position, LocalDate from, Optional<LocalDate> until) {}

    private record Label(
            List<CatalogueCode> nodes,
            String title,
            int widthMm,
            int heightMm,
            Text material,
            Optional<Text> advice,
            LocalDate from,
            Optional<LocalDate> until) {}

    /** The positions in force. */
    @Activate
    public PostingPositions(@Reference ReferenceFiles files) {
        this.places = files.table("posting-positions", PostingPositions::readPlaces);
        this.labels = files.table("posting-labels", PostingPositions::readLabels);
    }

    /**
     * How a label is posted on a device of that node on that day.
     *
     * @return empty when the tables name no position or no label for it, as for equipment outside the plan
     */
    public Optional<Posting> forDevice(CatalogueCode category, LocalDate day) {
        List<Place> held = places.now().stream()
                .filter(p -> holds(p.from(), p.until(), day) && depth(p.nodes(), category) >= 0)
                .toList();
        int deepest =
                held.stream().mapToInt(p -> depth(p.nodes(), category)).max().orElse(-1);
        List<Position> positions = held.stream()
                .filter(p -> depth(p.nodes(), category) == deepest)
                .map(Place::position)
                .toList();
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        return label(category, day)
                .map(l -> new Posting(l.title(), positions, l.widthMm(), l.heightMm(), l.material(), l.advice()));
    }

    /** The title a label must bear to hang on a device of that node, on that day; empty for equipment outside the plan. */
    public Optional<String> labelTitle(CatalogueCode category, LocalDate day) {
        return label(category, day).map(Label::title);
    }

    /** The titles that labels bear on that day, in the table's order, each once. */
    public List<String> labelTitles(LocalDate day) {
        return labels.now().stream()
                .filter(l -> holds(l.from(), l.until(), day))
                .map(Label::title)
                .distinct()
                .toList();
    }

    private Optional<Label> label(CatalogueCode category, LocalDate day) {
        return labels.now().stream()
                .filter(l -> holds(l.from(), l.until(), day) && depth(l.nodes(), category) >= 0)
                .max(Comparator.comparingInt(l -> depth(l.nodes(), category)));
    }

    /** How specific the nodes are for that category: 0 for all equipment, 4 for the variety, -1 where they do not fit. */
    private static int depth(List<CatalogueCode> nodes, CatalogueCode category) {
        if (nodes.isEmpty()) {
            return 0;
        }
        return nodes.stream()
                .filter(category::within)
                .mapToInt(CatalogueCode::depth)
                .max()
                .orElse(-1);
    }

    private static boolean holds(LocalDate from, Optional<LocalDate> until, LocalDate day) {
        return !day.isBefore(from) && until.map(u -> !day.isAfter(u)).orElse(true);
    }

    private static List<Place> readPlaces(List<Line> lines) {
        return lines.stream()
                .map(line -> line.make(() -> new Place(
                        line.nodes("nodes"),
                        new Position(line.text("name"), line.words("title")),
                        line.day("from"),
                        line.maybeDay("until"))))
                .toList();
    }

    private static List<Label> readLabels(List<Line> lines) {
        return lines.stream()
                .map(line -> line.make(() -> new Label(
                        line.nodes("nodes"),
                        line.text("label_title"),
                        line.number("width_mm", 30, 300),
                        line.number("height_mm", 30, 300),
                        line.words("material"),
                        line.maybe("advice_zh").map(zh -> new Text(zh, line.text("advice_en"))),
                        line.day("from"),
                        line.maybeDay("until"))))
                .toList();
    }
}
