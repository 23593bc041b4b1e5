package org.teshema.rest.codes;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.Answers;
import org.teshema.rest.Call;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Frames;
import org.teshema.rest.scan.SentForm;
import org.teshema.web.FormPage;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/**
 * A form by which somebody does one thing with codes: it comes back with what was typed and what is wrong with it, at the field where
 * that is, and ends with what was done and the way back to the list. It has a key for one time, so that who sends it twice does it once.
 *
 * @param title what is done
 * @param about what it is done to
 * @param path where the form is
 * @param list where it leads back to
 * @param fields what is asked; nothing where there is nothing left to say
 * @param hidden what it carries along, by name
 */
record CodeForm(Text title, Text about, String path, String list, List<Field> fields, Map<String, String> hidden) {
    /** Does what was asked for, and says what was done. */
    @FunctionalInterface
    interface Doing {
        Text done(WriteRequest asked, Map<String, String> typed);
    }

    /** The form as it opens, filled in with that; whoever is not logged in is asked to. */
    static Response open(
            Call call, Pages pages, String path, Map<String, String> filled, Function<Actor, CodeForm> forms) {
        Optional<Actor> actor = call.actorIfAny();
        if (actor.isEmpty()) {
            String query = call.request().getQueryString();
            String again = query == null ? path : path + "?" + query;
            return Answers.see(Frames.of(call).link("/login?next=" + URLEncoder.encode(again, StandardCharsets.UTF_8)));
        }
        return forms.apply(actor.get())
                .page(call, pages, 200, filled, Map.of(), UUID.randomUUID().toString());
    }

    /** The form as it was sent. */
    static Response sent(
            Call call, Pages pages, String path, byte[] body, Function<Actor, CodeForm> forms, Doing doing) {
        Map<String, String> typed = new LinkedHashMap<>(FormBody.read(body));
        Frame frame = Frames.of(call);
        if (call.actorIfAny().isEmpty()) {
            return Frames.page(401, pages.kept(frame, true, false, frame.link(path), frame.link("/"), typed));
        }
        String key = typed.getOrDefault(FormBody.KEY, "");
        try {
            Text done = doing.done(call.write(key), typed);
            CodeForm form = forms.apply(call.actor());
            return Frames.page(200, pages.done(frame, form.title(), done, frame.link(form.list())));
        } catch (Problem e) {
            if (e.type().status() >= 500 || (e.field().isEmpty() && !SentForm.isShownAgain(e))) {
                throw e;
            }
            CodeForm form = forms.apply(call.actor());
            if (form.fields().isEmpty()) {
                throw e;
            }
            return form.page(call, pages, e.type().status(), typed, form.errors(e), form.keyAfter(e, key));
        }
    }

    private Map<String, Text> errors(Problem problem) {
        Set<String> names = Set.copyOf(fields.stream().map(Field::name).toList());
        return Map.of(problem.field().filter(names::contains).orElse(""), problem.detail());
    }

    /** A key that was taken for something else is of no more use. */
    private String keyAfter(Problem problem, String key) {
        return problem.type() == ProblemType.KEY_REUSED || key.isBlank()
                ? UUID.randomUUID().toString()
                : key;
    }

    private Response page(
            Call call, Pages pages, int status, Map<String, String> typed, Map<String, Text> errors, String key) {
        Frame frame = Frames.of(call);
        Map<String, String> along = new LinkedHashMap<>(hidden);
        along.put(FormBody.KEY, key);
        return Frames.page(
                status,
                pages.form(
                        frame,
                        new FormPage(
                                title,
                                about.in(frame.language()),
                                frame.link(path),
                                frame.link(list),
                                fields,
                                typed,
                                errors,
                                along)));
    }

    static Field field(String name, String zh, String en, FieldType type, boolean required) {
        return new Field(name, new Text(zh, en), type, required, Set.of());
    }

    /** A whole number that was typed, from 1 on. */
    static int whole(Map<String, String> typed, String name) {
        String text = typed.getOrDefault(name, "").replace(",", "").strip();
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Problem.inField(ProblemType.INVALID, name, "应为大于 0 的整数。", "This is a whole number above 0.");
        }
        return Integer.parseInt(text);
    }

    /** The version the form was opened at. */
    static int version(Map<String, String> typed) {
        String text = typed.getOrDefault("version", "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** Refuses what is none of the options. */
    static Problem notChosen(String name) {
        return Problem.inField(ProblemType.INVALID, name, "请选择一项。", "Choose one.");
    }
}
