package org.teshema.engine.scan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.Device;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * What is shown of a device no category plugin answers for: whom to call, and the city's own entries, field by field, as far as the reader
 * may see them. It draws no conclusions; what is due when is a rule of the category.
 */
final class GenericView {
    private static final List<EntryKind> SHOWN =
            List.of(CityKinds.COMMISSIONING, CityKinds.REGISTRATION, CityKinds.INSPECTION, CityKinds.TESTING);

    private GenericView() {}

    static Part of(Device device, Map<String, Entry> masked) {
        var sections = new ArrayList<Section>();
        Section.Phones.of(device).ifPresent(sections::add);
        for (EntryKind kind : SHOWN) {
            Optional.ofNullable(masked.get(kind.name()))
                    .flatMap(entry -> facts(kind, entry))
                    .ifPresent(sections::add);
        }
        return new Part(Part.CORE, new Text("登记信息", "Registered facts"), sections, Optional.empty());
    }

    private static Optional<Section> facts(EntryKind kind, Entry entry) {
        List<Fact> facts = kind.fields().stream()
                .flatMap(field -> Optional.ofNullable(entry.values().byName().get(field.name()))
                        .flatMap(value -> words(field, value))
                        .map(words -> new Fact(field.name(), field.title(), words, tone(field, value(entry, field))))
                        .stream())
                .toList();
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Facts(kind.title(), facts));
    }

    private static Object value(Entry entry, Field field) {
        return entry.values().byName().get(field.name());
    }

    private static Tone tone(Field field, Object value) {
        if (!field.name().equals(CityKinds.RESULT)) {
            return Tone.PLAIN;
        }
        return CityKinds.FAIL.equals(value) || CityKinds.FAIL_AGAIN.equals(value) ? Tone.BAD : Tone.GOOD;
    }

    private static Optional<Text> words(Field field, Object value) {
        if (field.type() instanceof FieldType.Photo) {
            return Optional.empty();
        }
        if (field.type() instanceof FieldType.Checklist) {
            return Optional.of(EntryFacts.words(field, value));
        }
        if (field.type() instanceof FieldType.Choice choice && value instanceof String chosen) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(chosen))
                    .map(FieldType.Option::title)
                    .findFirst();
        }
        if (value instanceof LocalDate || value instanceof Long) {
            return Optional.of(Text.same(value.toString()));
        }
        if (value instanceof BigDecimal number) {
            String unit = field.type() instanceof FieldType.Measure measure ? " " + measure.unit() : "";
            return Optional.of(Text.same((number.toPlainString() + unit).strip()));
        }
        if (value instanceof Boolean yes) {
            return Optional.of(yes ? new Text("是", "Yes") : new Text("否", "No"));
        }
        return value instanceof String text && !text.isBlank() ? Optional.of(Text.same(text)) : Optional.empty();
    }
}
