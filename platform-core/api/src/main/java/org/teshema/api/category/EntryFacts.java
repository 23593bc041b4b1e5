package org.teshema.api.category;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Picture;
import org.teshema.api.scan.Section.Pictures;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** Entries as people read them: the title of each field and its value with its unit, fields nobody filled in left out; and their photos. */
public final class EntryFacts {
    private EntryFacts() {}

    /** The fields of an entry under the kind's title; nothing where none of them is to be seen. */
    public static Optional<Facts> of(EntryKind kind, Entry entry) {
        var facts = new ArrayList<Fact>();
        for (Field field : kind.fields()) {
            Object value = entry.values().byName().get(field.name());
            if (value != null && !(field.type() instanceof FieldType.Photo)) {
                facts.add(new Fact(field.name(), field.title(), words(field, value), tone(field, value)));
            }
        }
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Facts(kind.title(), List.copyOf(facts)));
    }

    /** The photos of an entry under the kind's title; nothing where there is none to be seen. */
    public static Optional<Pictures> photos(EntryKind kind, Entry entry) {
        var pictures = new ArrayList<Picture>();
        for (Field field : kind.fields()) {
            if (field.type() instanceof FieldType.Photo) {
                entry.values().text(field.name()).ifPresent(digest -> pictures.add(new Picture(field.title(), digest)));
            }
        }
        return pictures.isEmpty() ? Optional.empty() : Optional.of(new Pictures(kind.title(), pictures));
    }

    /** A value of a field in words. */
    public static Text words(Field field, Object value) {
        if (value instanceof Boolean yes) {
            return yes ? new Text("是", "Yes") : new Text("否", "No");
        }
        if (value instanceof Ticks ticks) {
            return words(field.type() instanceof FieldType.Checklist list ? list.items() : List.of(), ticks);
        }
        if (field.type() instanceof FieldType.Choice choice) {
            return choice.options().stream()
                    .filter(option -> option.value().equals(value))
                    .map(FieldType.Option::title)
                    .findFirst()
                    .orElseGet(() -> Text.same(value.toString()));
        }
        String plain = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return Text.same(
                field.type() instanceof FieldType.Measure measure
                                && !measure.unit().isEmpty()
                        ? plain + " " + measure.unit()
                        : plain);
    }

    /** How many items were answered, and at which a fault was found, with what was noted of it. */
    private static Text words(List<FieldType.Item> list, Ticks ticks) {
        int items = ticks.byItem().size();
        List<String> faults = ticks.faults();
        if (faults.isEmpty()) {
            return new Text(items + " 项，未见异常", items + " items, no fault");
        }
        var zh = new StringJoiner("、", items + " 项，异常 " + faults.size() + " 项：", "");
        var en = new StringJoiner(", ", items + " items, faults at " + faults.size() + ": ", "");
        for (FieldType.Item item : list) {
            if (faults.contains(item.name())) {
                String note = ticks.byItem().get(item.name()).note();
                zh.add(item.title().zh() + (note.isEmpty() ? "" : "（" + note + "）"));
                en.add(item.title().en() + (note.isEmpty() ? "" : " (" + note + ")"));
            }
        }
        return new Text(zh.toString(), en.toString());
    }

    private static Tone tone(Field field, Object value) {
        if (!field.name().equals(CityKinds.RESULT)) {
            return Tone.PLAIN;
        }
        return value.equals(CityKinds.FAIL) || value.equals(CityKinds.FAIL_AGAIN) ? Tone.BAD : Tone.GOOD;
    }
}
