package org.teshema.engine.tables;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.api.app.Statement;
import org.teshema.trust.sm.Sm3;

/**
 * One step of an app's tables, as its jar brings it.
 *
 * @param version 1, 2, 3 …
 * @param file its name in the jar
 * @param statements what it does
 * @param checksum SM3 of its text, so that one that was applied is known again
 */
public record Migration(int version, String file, List<Statement> statements, String checksum) {
    /** Where they lie in the jar. */
    public static final String FOLDER = "META-INF/teshema/tables";

    private static final Pattern NAME = Pattern.compile("V([1-9][0-9]{0,3})__[a-z0-9_]{1,60}\\.sql");

    public Migration {
        statements = List.copyOf(statements);
    }

    /**
     * The texts of the migrations among these files, by name.
     *
     * @param files what is in a jar, by path
     */
    public static Map<String, String> in(Map<String, byte[]> files) {
        var texts = new TreeMap<String, String>();
        files.forEach((path, bytes) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (path.equals(FOLDER + "/" + name) && !name.isEmpty()) {
                texts.put(name, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    /**
     * The migrations of a jar, in order.
     *
     * @param files their texts by name
     * @throws TablesRefused for a name or a statement that is none
     */
    static List<Migration> of(Map<String, String> files) throws TablesRefused {
        var migrations = new TreeMap<Integer, Migration>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Migration one = of(file.getKey(), file.getValue());
            if (migrations.put(one.version(), one) != null) {
                throw new TablesRefused(
                        "迁移 V" + one.version() + " 有两个文件；每个编号一个。",
                        "There are two migrations V" + one.version() + "; one for each number.");
            }
        }
        if (!migrations.isEmpty() && migrations.lastKey() != migrations.size()) {
            throw new TablesRefused(
                    "迁移编号须从 V1 起连续，现有 " + migrations.keySet() + "。",
                    "Migrations are numbered from V1 on without a gap, not " + migrations.keySet() + ".");
        }
        return List.copyOf(migrations.values());
    }

    private static Migration of(String file, String text) throws TablesRefused {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            throw new TablesRefused(
                    "迁移文件名应如 V1__responses.sql，而不是 " + file + "。",
                    "A migration is called like V1__responses.sql, not " + file + ".");
        }
        String plain = text.replace("\r\n", "\n");
        try {
            return new Migration(
                    Integer.parseInt(name.group(1)),
                    file,
                    Statement.script(plain),
                    HexFormat.of().formatHex(Sm3.hash(plain.getBytes(StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException e) {
            throw new TablesRefused("迁移 " + file + "：" + e.getMessage(), "Migration " + file + ": " + e.getMessage());
        }
    }
}
