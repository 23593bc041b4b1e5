package org.teshema.rest.scan;

import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.web.FormPage;

/** The form of an action that was offered, in a scan or on the page of a scene app. */
public final class ActionForm {
    /** The hidden field that carries the action's token. */
    public static final String TOKEN = "_token";

    private ActionForm() {}

    /**
     * The form.
     *
     * @param about what it is about: number and place
     * @param action where it is sent
     * @param back where to return without sending
     * @param token as it was offered first
     * @param values what was typed before, by field name
     * @param errors what was wrong with it, by field name
     */
    public static FormPage of(
            OfferedAction offered,
            String about,
            String action,
            String back,
            String token,
            Map<String, String> values,
            Map<String, Text> errors) {
        // A photo is stored first, through the API; a form without script cannot, so it leaves out those that may be
        // missing.
        List<Field> fields = offered.kind().fields().stream()
                .filter(field -> field.required() || !(field.type() instanceof FieldType.Photo))
                .toList();
        return new FormPage(
                offered.action().title(), about, action, back, fields, values, errors, Map.of(TOKEN, token));
    }
}
