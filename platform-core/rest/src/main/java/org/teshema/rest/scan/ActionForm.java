package org.teshema.rest.scan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Effect;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.CoreFields;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.web.FormPage;

/** The form of an action that was offered, in a scan or on the page of a scene app. */
public final class ActionForm {
    /** The hidden field that carries the action's token. */
    public static final String TOKEN = "_token";

    private static final long LEAST_NAME = 1_000_000_000_000L;

    private ActionForm() {}

    /**
     * The form.
     *
     * @param known whether the reader is logged in
     * @param about what it is about: number and place
     * @param action where it is sent
     * @param back where to return without sending
     * @param token as it was offered first
     * @param values what was typed before, by field name
     * @param errors what was wrong with it, by field name
     */
    public static FormPage of(
            OfferedAction offered,
            boolean known,
            String about,
            String action,
            String back,
            String token,
            Map<String, String> values,
            Map<String, Text> errors) {
        Draft draft = offered.action().draft();
        // Photos are taken from people who are logged in.
        List<Field> fields = offered.kind().fields().stream()
                .filter(field -> draft.asks(field.name()) && !CoreFields.isOne(offered.kind(), field))
                .filter(field -> !offered.kind().isFromPhoto(field.name()))
                .filter(field -> known || field.required() || !(field.type() instanceof FieldType.Photo))
                .map(field -> chosen(field, draft))
                .toList();
        List<FormPage.Given> given = new ArrayList<>(offered.kind().fields().stream()
                .filter(field -> draft.given().byName().containsKey(field.name()))
                .filter(field -> !isName(field))
                .map(field -> new FormPage.Given(
                        field.title(),
                        EntryFacts.words(field, draft.given().byName().get(field.name()))))
                .toList());
        draft.effect()
                .ifPresent(effect ->
                        given.add(new FormPage.Given(new Text("登记信息随之变更", "The register will say"), words(effect))));
        return new FormPage(
                offered.action().title(),
                about,
                action,
                back,
                fields,
                values,
                errors,
                Map.of(TOKEN, token),
                given,
                draft.signer().isPresent());
    }

    /** The field as its form shows it: where the draft lets people choose its value, they choose. */
    private static Field chosen(Field field, Draft draft) {
        return draft.choice(field.name())
                .filter(choice -> !choice.options().isEmpty())
                .map(choice -> new Field(
                        field.name(),
                        field.title(),
                        new FieldType.Choice(choice.options()),
                        field.required(),
                        field.readers()))
                .orElse(field);
    }

    /** Whether its numbers name something the platform keeps, such as an entry: nobody counts so far, and to people they say nothing. */
    private static boolean isName(Field field) {
        return field.type() instanceof FieldType.Whole whole && whole.max() >= LEAST_NAME;
    }

    /** What an entry does to the register, in words. */
    static Text words(Effect effect) {
        if (effect instanceof Effect.Becomes becomes) {
            return switch (becomes.status()) {
                case INSTALLING -> new Text("使用状态：安装中", "Status: being installed");
                case IN_USE -> new Text("使用状态：在用", "Status: in use");
                case STOPPED -> new Text("使用状态：停用", "Status: stopped");
                case SCRAPPED -> new Text("使用状态：报废", "Status: scrapped");
            };
        }
        String code = ((Effect.GoesTo) effect).creditCode();
        return new Text("使用单位：统一社会信用代码 " + code, "Using unit: credit code " + code);
    }

    /** What the form opens with, as it is typed. */
    public static Map<String, String> filled(OfferedAction offered) {
        var typed = new TreeMap<String, String>();
        offered.action().draft().filled().byName().forEach((name, value) -> {
            if (value instanceof Ticks ticks) {
                ticks.byItem().forEach((item, tick) -> {
                    typed.put(name + "." + item, tick.mark().word());
                    typed.put(name + "." + item + SentForm.NOTE, tick.note());
                });
            } else {
                typed.put(name, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            }
        });
        return typed;
    }
}
