package org.teshema.web;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Language;

/** Forms, as their template takes them. */
final class Forms {
    private static final Predicate<String> DIGEST =
            Pattern.compile("[0-9a-f]{64}").asMatchPredicate();

    private Forms() {}

    /** What its template shows. */
    static Map<String, Object> content(FormPage page, Language language) {
        Set<String> places = places(page);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", page.title().in(language));
        map.put("about", page.about());
        map.put("action", page.action());
        map.put("back", page.back());
        map.put(
                "phones",
                page.phones().stream()
                        .map(phone -> Sections.phone(phone, language))
                        .toList());
        map.put(
                "given",
                page.given().stream()
                        .map(one -> Map.of(
                                "title", one.title().in(language),
                                "words", one.words().in(language)))
                        .toList());
        map.put(
                "fields",
                page.fields().stream().map(f -> field(f, page, language)).toList());
        boolean photos = page.fields().stream().anyMatch(field -> field.type() instanceof FieldType.Photo);
        map.put("photos", photos);
        map.put("script", photos ? Assets.path("photo.js") : "");
        Set<String> names = page.fields().stream().map(Field::name).collect(Collectors.toSet());
        map.put("locates", names.containsAll(Set.of("latitude", "longitude")));
        map.put("locator", Assets.path("place.js"));
        map.put("signed", page.signed());
        map.put("signer", page.value("_login").orElse(""));
        // Where the form has no such place, what is wrong is told and leads nowhere.
        map.put(
                "errors",
                page.errors().entrySet().stream()
                        .map(e -> Map.of(
                                "field",
                                places.contains(e.getKey()) ? e.getKey() : "",
                                "words",
                                e.getValue().in(language)))
                        .toList());
        map.put(
                "hidden",
                page.hidden().entrySet().stream()
                        .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                        .toList());
        return map;
    }

    private static Set<String> places(FormPage page) {
        var places = new HashSet<String>();
        for (Field field : page.fields()) {
            places.add(field.name());
            if (field.type() instanceof FieldType.Checklist list) {
                list.items().forEach(item -> places.add(field.name() + "." + item.name()));
            }
        }
        if (page.signed()) {
            places.add("_login");
        }
        return places;
    }

    private static Map<String, Object> field(Field field, FormPage page, Language language) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", field.name());
        map.put("title", field.title().in(language));
        map.put("required", field.required());
        map.put("value", page.value(field.name()).orElse(""));
        map.put(
                "error",
                Optional.ofNullable(page.errors().get(field.name()))
                        .map(t -> t.in(language))
                        .orElse(""));
        FieldType type = field.type();
        map.put("unit", type instanceof FieldType.Measure measure ? measure.unit() : "");
        map.put("options", List.of());
        map.put("items", List.of());
        if (type instanceof FieldType.Words words) {
            map.put("input", words.hasLines() ? "textarea" : "text");
            map.put("most", words.maxLength());
        } else if (type instanceof FieldType.Whole || type instanceof FieldType.Measure) {
            map.put("input", "number");
        } else if (type instanceof FieldType.Day) {
            map.put("input", "date");
        } else if (type instanceof FieldType.YesNo) {
            map.put("input", "yesno");
        } else if (type instanceof FieldType.Choice choice) {
            map.put("input", "choice");
            map.put(
                    "options",
                    choice.options().stream()
                            .map(o -> Map.of(
                                    "value", o.value(), "title", o.title().in(language)))
                            .toList());
        } else if (type instanceof FieldType.Checklist list) {
            map.put("input", "checklist");
            map.put(
                    "items",
                    list.items().stream()
                            .map(item -> item(field, item, page, language))
                            .toList());
        } else {
            map.put("input", "photo");
            map.put(
                    "path",
                    page.value(field.name()).filter(DIGEST).map(PhotoPath::of).orElse(""));
        }
        return map;
    }

    private static Map<String, Object> item(Field field, FieldType.Item item, FormPage page, Language language) {
        String name = field.name() + "." + item.name();
        return Map.of(
                "name", name,
                "title", item.title().in(language),
                "requirement", item.requirement().in(language),
                "value", page.value(name).orElse(""),
                "note", page.value(name + ".note").orElse(""),
                "error",
                        Optional.ofNullable(page.errors().get(name))
                                .map(words -> words.in(language))
                                .orElse(""));
    }
}
