package org.teshema.rest.category;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Language;
import org.teshema.engine.gate.Categories.Category;
import org.teshema.engine.gate.Categories.Variety;
import org.teshema.rest.archive.FieldJson;

/**
 * A kind of equipment.
 *
 * @param code its catalogue code
 * @param name its name
 * @param plugins names of the plugins that answer for it
 * @param varieties the nodes under which its devices are registered
 * @param kinds the entry kinds its plugins declare
 * @param clocks what its statutory clocks and duties go by: topics of {@code /api/v1/rules}
 */
public record CategoryJson(
        String code,
        String name,
        List<String> plugins,
        List<VarietyJson> varieties,
        List<KindJson> kinds,
        List<String> clocks) {
    /**
     * A node under which devices are registered.
     *
     * @param code catalogue code
     * @param name its name
     * @param plugin name of the plugin that answers for it
     * @param posting how its label is posted
     * @param structure {@code single}, {@code set}, {@code optional-set} or {@code segments}
     * @param roles the roles of children, of a set
     * @param segments the entry kind of a segment, of a unit of segments
     * @param posts how many code posts a unit of segments may have
     */
    public record VarietyJson(
            String code,
            String name,
            Optional<String> plugin,
            PostingJson posting,
            String structure,
            List<ChildRoleJson> roles,
            Optional<String> segments,
            int posts) {}

    /**
     * How a label is posted.
     *
     * @param title what stands on top of it
     * @param positions where it may hang, the preferred place first
     * @param widthMm its width
     * @param heightMm its height
     * @param material what it is made of
     * @param advice what to mind
     */
    public record PostingJson(
            String title,
            List<PositionJson> positions,
            int widthMm,
            int heightMm,
            String material,
            Optional<String> advice) {}

    /**
     * A permitted position.
     *
     * @param name its name
     * @param title shown to people
     */
    public record PositionJson(String name, String title) {}

    /**
     * A role of children.
     *
     * @param name its name
     * @param title shown to people
     * @param categories catalogue nodes whose devices may take it
     * @param min how many there must be
     * @param max how many there may be
     * @param certificate whose certificate and inspection a child goes by
     * @param posting how the label of a child is posted
     */
    public record ChildRoleJson(
            String name,
            String title,
            List<String> categories,
            int min,
            int max,
            Certificate certificate,
            Optional<PostingJson> posting) {}

    /**
     * An entry kind.
     *
     * @param name its name
     * @param title what it is called
     * @param writers who may append one
     * @param fields its fields in the order shown
     */
    public record KindJson(String name, String title, List<Audience> writers, List<FieldJson> fields) {}

    static CategoryJson of(Category category, Language language) {
        return new CategoryJson(
                category.kind().code().value(),
                category.kind().name().in(language),
                category.plugins().stream().map(info -> info.name()).toList(),
                category.varieties().stream().map(one -> variety(one, language)).toList(),
                category.kinds().stream().map(kind -> kind(kind, language)).toList(),
                category.rules().stream()
                        .map(rule -> rule.topic())
                        .collect(Collectors.toCollection(java.util.TreeSet::new))
                        .stream()
                        .toList());
    }

    private static VarietyJson variety(Variety one, Language language) {
        Structure structure = one.structure();
        return new VarietyJson(
                one.node().code().value(),
                one.node().name().in(language),
                one.plugin(),
                label(one.posting(), language),
                structure instanceof Structure.MotherChild set
                        ? (set.always() ? "set" : "optional-set")
                        : structure instanceof Structure.Segments ? "segments" : "single",
                structure instanceof Structure.MotherChild set
                        ? set.roles().stream()
                                .map(role -> role(role, one.childPostings(), language))
                                .toList()
                        : List.of(),
                structure instanceof Structure.Segments unit ? Optional.of(unit.kind()) : Optional.empty(),
                structure instanceof Structure.Segments unit ? unit.posts() : 0);
    }

    private static ChildRoleJson role(Structure.ChildRole role, Map<String, Posting> postings, Language language) {
        return new ChildRoleJson(
                role.name(),
                role.title().in(language),
                role.nodes().stream().map(Object::toString).sorted().toList(),
                role.min(),
                role.max(),
                role.certificate(),
                Optional.ofNullable(postings.get(role.name())).map(posting -> label(posting, language)));
    }

    private static PostingJson label(Posting posting, Language language) {
        return new PostingJson(
                posting.labelTitle(),
                posting.positions().stream()
                        .map(place ->
                                new PositionJson(place.name(), place.title().in(language)))
                        .toList(),
                posting.widthMm(),
                posting.heightMm(),
                posting.material().in(language),
                posting.advice().map(advice -> advice.in(language)));
    }

    private static KindJson kind(EntryKind kind, Language language) {
        return new KindJson(
                kind.name(),
                kind.title().in(language),
                kind.writers().stream().sorted().toList(),
                kind.fields().stream()
                        .map(field -> FieldJson.of(field, language))
                        .toList());
    }
}
