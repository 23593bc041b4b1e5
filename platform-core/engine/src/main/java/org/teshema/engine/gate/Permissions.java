package org.teshema.engine.gate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.app.Http;
import org.teshema.api.app.Job;
import org.teshema.api.app.Tables;
import org.teshema.api.text.Text;
import org.teshema.engine.outgoing.Origin;
import org.teshema.engine.tables.Migration;

/**
 * What a release may do beyond answering, as its record says: {@code jobs}, {@code tables}, and {@code http:https://host/} for each place
 * it may reach.
 *
 * @param words as the record has them
 */
public record Permissions(Set<String> words) {
    private static final String JOBS = "jobs";
    private static final String TABLES = "tables";
    private static final String HTTP = "http:";

    public Permissions {
        words = Set.copyOf(words);
    }

    /** A word that is no permission, and what to do about it; a word nobody knows is refused and not overlooked. */
    public Optional<Text> unknown() {
        for (String word : words) {
            if (word.startsWith(HTTP)) {
                try {
                    Origin.parse(word.substring(HTTP.length()));
                } catch (IllegalArgumentException e) {
                    return Optional.of(new Text(
                            "权限“" + word + "”：" + e.getMessage(), "Permission \"" + word + "\": " + e.getMessage()));
                }
            } else if (!word.equals(JOBS) && !word.equals(TABLES)) {
                return Optional.of(
                        new Text(
                                "本平台没有权限“" + word + "”（有 jobs、tables、http:https://主机/）；请去掉它，或使用更新的平台。",
                                "This platform knows no permission \"" + word
                                        + "\" (it knows jobs, tables and http:https://host/). Leave it out, or use a newer platform."));
            }
        }
        return Optional.empty();
    }

    /**
     * What a plugin does without a permission for it.
     *
     * @param jobs those it declares
     * @param files its jar's
     */
    public Optional<Text> missing(List<Job> jobs, Map<String, byte[]> files) {
        if (!jobs.isEmpty() && !jobs()) {
            return without(JOBS, "声明了作业 jobs()", "declares jobs");
        }
        boolean brings = files.keySet().stream().anyMatch(path -> path.startsWith(Migration.FOLDER + "/"));
        if ((brings || answers(files, Tables.class)) && !tables()) {
            return without(TABLES, "使用自有的表", "uses tables of its own");
        }
        if (answers(files, Http.class) && places().isEmpty()) {
            return without(HTTP + "https://…/", "使用对外 HTTP", "uses outgoing HTTP");
        }
        return Optional.empty();
    }

    /** Whether one of the classes calls what answers that: a call cannot be written without the type standing in the class. */
    private static boolean answers(Map<String, byte[]> files, Class<?> type) {
        String call = "()L" + type.getName().replace('.', '/') + ";";
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".class"))
                .anyMatch(file -> new String(file.getValue(), StandardCharsets.ISO_8859_1).contains(call));
    }

    private static Optional<Text> without(String word, String zh, String en) {
        return Optional.of(new Text(
                "插件" + zh + "，但发布记录没有权限 " + word + "；请用 --permissions 重新签名。",
                "The plugin " + en + ", but its release has no permission " + word
                        + ". Sign it again with --permissions."));
    }

    /** Whether it may do jobs. */
    boolean jobs() {
        return words.contains(JOBS);
    }

    /** Whether it may have tables. */
    boolean tables() {
        return words.contains(TABLES);
    }

    /** The places it may reach, as far as the city opens them. */
    Set<Origin> places() {
        return words.stream()
                .filter(word -> word.startsWith(HTTP))
                .map(word -> Origin.parse(word.substring(HTTP.length())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
