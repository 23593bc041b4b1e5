package org.teshema.rest.page;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.Author;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;

/** Entries in words, the same in portrait, list and archive: codes of the register by the names they have in the city's tables. */
@Component(service = EntryWords.class)
public final class EntryWords {
    private final Catalogue catalogue;
    private final Districts districts;

    /** In the words of these. */
    @Activate
    public EntryWords(@Reference Catalogue catalogue, @Reference Districts districts) {
        this.catalogue = catalogue;
        this.districts = districts;
    }

    /** What a kind is called; one that nobody declares any more goes by its name. */
    public static Text title(PluginTable table, String kind) {
        return table.kind(kind).map(EntryKind::title).orElseGet(() -> Text.same(kind));
    }

    /** What an entry says in one line, as far as its reader may see it. */
    public Optional<Text> said(PluginTable table, Entry entry) {
        return table.kind(entry.kind())
                .flatMap(kind -> EntryFacts.of(kind, entry))
                .map(Section.Facts::facts)
                .map(facts -> facts.stream()
                        .map(fact -> entry.kind().equals(CityKinds.PARTICULARS.name()) ? named(fact) : fact)
                        .toList())
                .map(facts -> new Text(line(facts, Language.ZH, "：", "；"), line(facts, Language.EN, ": ", "; ")));
    }

    /** Who wrote it. */
    public static Text author(Entry entry) {
        return entry.author().equals(Author.PUBLIC.name())
                ? new Text(entry.author(), "The public")
                : Text.same(entry.author());
    }

    /** The way it came in. */
    public static Text source(Entry entry) {
        return switch (entry.source()) {
            case "scan" -> new Text("扫码", "scan");
            case "api" -> new Text("接口", "interface");
            case "app" -> new Text("应用", "app");
            case "import" -> new Text("导入", "import");
            case "register" -> new Text("登记", "register");
            case "sets" -> new Text("成套登记", "register of sets");
            case "correction" -> new Text("纠错", "correction");
            default -> Text.same(entry.source());
        };
    }

    /** Both. */
    public static Text origin(Entry entry) {
        Text author = author(entry);
        Text source = source(entry);
        return new Text(author.zh() + " · " + source.zh(), author.en() + " · " + source.en());
    }

    private Fact named(Fact fact) {
        String code = fact.value().zh();
        Optional<Text> name = switch (fact.name()) {
            case "category" -> Optional.of(DeviceLists.kind(catalogue, new CatalogueCode(code)));
            case "district" -> districts.find(code).map(one -> one.name());
            case "status" ->
                Arrays.stream(DeviceStatus.values())
                        .filter(one -> one.name().equals(code))
                        .findFirst()
                        .map(StatusWords::of);
            default -> Optional.empty();
        };
        return name.map(words -> new Fact(fact.name(), fact.label(), words)).orElse(fact);
    }

    private static String line(List<Fact> facts, Language language, String is, String between) {
        return facts.stream()
                .map(fact -> fact.label().in(language) + is + fact.value().in(language))
                .collect(Collectors.joining(between));
    }
}
