package org.teshema.rest.scan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.rest.page.FormBody;
import org.teshema.rest.page.Multipart;

/** The form of an action as somebody sent it. What was typed goes back into the form where it is not taken. */
public final class SentForm {
    /** What stands behind the name of an item for its note. */
    public static final String NOTE = ".note";

    /** The fields of whoever signs. */
    public static final String LOGIN = "_login";

    /** Never shown again, kept or logged. */
    public static final String PASSWORD = "_password";

    private final Map<String, String> typed;
    private final Map<String, byte[]> files;
    private final String token;
    private final Optional<String> login;
    private final String password;

    private SentForm(
            Map<String, String> typed,
            Map<String, byte[]> files,
            String token,
            Optional<String> login,
            String password) {
        this.typed = typed;
        this.files = files;
        this.token = token;
        this.login = login;
        this.password = password;
    }

    /** Keeps a photo until an entry names it. */
    @FunctionalInterface
    public interface Photos {
        /** The digest it is kept under. */
        String keep(byte[] photo);
    }

    /** Reads what a browser sent. */
    public static SentForm read(byte[] form) {
        return read(FormBody.read(form), Map.of());
    }

    /** The same of a form that may have photos. */
    public static SentForm read(String contentType, byte[] form) {
        if (!Multipart.is(contentType)) {
            return read(form);
        }
        Multipart parts = Multipart.read(contentType, form);
        return read(parts.fields(), parts.files());
    }

    private static SentForm read(Map<String, String> fields, Map<String, byte[]> files) {
        Map<String, String> typed = new LinkedHashMap<>(fields);
        String token = Optional.ofNullable(typed.remove(ActionForm.TOKEN)).orElse("");
        Optional<String> login = Optional.ofNullable(typed.remove(LOGIN));
        String password = Optional.ofNullable(typed.remove(PASSWORD)).orElse("");
        return new SentForm(typed, files, token, login, password);
    }

    /** Whether photos came with it. */
    public boolean hasPhotos() {
        return !files.isEmpty();
    }

    /**
     * Keeps the photos that came with the form, each as the value of its field, so that they are not sent again with a form that
     * comes back. A field in which none was chosen goes on with the one it had.
     *
     * @return what is wrong with the first that is not taken; the others are kept
     */
    public Optional<Problem> keep(Photos photos) {
        if (files.size() > EntryKind.MOST_PHOTOS) {
            return Optional.of(Problem.of(
                    ProblemType.INVALID,
                    "一次最多上传 " + EntryKind.MOST_PHOTOS + " 张照片，收到 " + files.size() + " 张。",
                    "A form takes at most " + EntryKind.MOST_PHOTOS + " photos, not " + files.size() + "."));
        }
        Problem first = null;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                typed.put(file.getKey(), photos.keep(file.getValue()));
            } catch (Problem e) {
                if (e.type() != ProblemType.INVALID) {
                    throw e;
                }
                if (first == null) {
                    first = Problem.inField(
                            ProblemType.INVALID,
                            file.getKey(),
                            e.detail().zh(),
                            e.detail().en());
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** The same, of the photos that the kind has fields for; a file in any other field is wrong. */
    public Optional<Problem> keep(EntryKind kind, Photos photos) {
        for (String name : files.keySet()) {
            if (kind.field(name)
                    .filter(field -> field.type() instanceof FieldType.Photo)
                    .isEmpty()) {
                return Optional.of(Problem.of(
                        ProblemType.INVALID,
                        "此表单没有可以上传文件的栏目“" + shortened(name) + "”。",
                        "The form has no field \"" + shortened(name) + "\" that takes a file."));
            }
        }
        return keep(photos);
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    /** The token it was opened with. */
    public String token() {
        return token;
    }

    /** Who signs, where somebody does. */
    public Optional<SignerJson> signer() {
        return login.map(name -> new SignerJson(name, password));
    }

    /** What the form shows again. */
    public Map<String, String> typed() {
        Map<String, String> shown = new TreeMap<>(typed);
        login.ifPresent(name -> shown.put(LOGIN, name));
        return shown;
    }

    /** All that was sent but the password, to be sent once more. */
    public Map<String, String> kept() {
        Map<String, String> kept = typed();
        kept.put(ActionForm.TOKEN, token);
        return kept;
    }

    /** The values by field: of a checklist, which a form sends item by item, the items that are answered. */
    public Map<String, Object> values(EntryKind kind) {
        var values = new LinkedHashMap<String, Object>(typed);
        for (Field field : kind.fields()) {
            if (field.type() instanceof FieldType.Checklist list) {
                var ticks = new HashMap<String, Object>();
                for (FieldType.Item item : list.items()) {
                    String name = field.name() + "." + item.name();
                    Object tick = values.remove(name);
                    Object note = values.remove(name + NOTE);
                    if (tick != null && !tick.toString().isBlank()) {
                        ticks.put(item.name(), Map.of("tick", tick, "note", note == null ? "" : note));
                    }
                }
                if (!ticks.isEmpty() || field.required()) {
                    values.put(field.name(), ticks);
                }
            }
        }
        return values;
    }

    /**
     * The token with which the form is shown again: its own while that is good, or else a new one.
     *
     * @param problem why it was not taken
     */
    public String tokenAfter(Problem problem, OfferedAction offered) {
        return isStale(problem) ? offered.token() : token;
    }

    /** Whether the form can be shown again: not where it was never given out for this person, code and action, or the code is gone. */
    public static boolean isShownAgain(Problem problem) {
        return problem.type() != ProblemType.FORBIDDEN && problem.type() != ProblemType.NOT_FOUND;
    }

    private static boolean isStale(Problem problem) {
        return problem.type() == ProblemType.KEY_REUSED
                || (problem.type() == ProblemType.STALE_VERSION
                        && problem.field().filter("token"::equals).isPresent());
    }

    /** What was wrong, by the field it is shown at; under no name where it is at none. */
    public static Map<String, Text> errors(Problem problem) {
        if (problem.type() == ProblemType.KEY_REUSED) {
            return Map.of(
                    "",
                    new Text(
                            "此表单已提交过一次，那次所填已写入档案。如确需再登记一条，请核对后再提交。",
                            "This form was sent once before, and what it said then is recorded. To record another entry look it"
                                    + " over and send it again."));
        }
        String field = problem.field().filter(one -> !isStale(problem)).orElse("");
        return Map.of(field.equals(ActionDesk.SIGNER) ? LOGIN : field, problem.detail());
    }
}
