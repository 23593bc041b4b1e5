package org.teshema.trust.code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.trust.sm.Sm3;

/**
 * A file of codes issued elsewhere, as delivered: one code a line, first column when there are several.
 *
 * <p>UTF-8, with or without a byte order mark; columns end at a comma or a tab and may be quoted; empty lines and lines that
 * begin with {@code #} are skipped, and so is a first line that names the columns (it has no {@code ://}). Importing the same
 * file twice is recognised by its digest.
 *
 * @param digest SM3 of the whole file, 64 lower-case hexadecimal digits
 * @param codes the good ones, each once, in the order of the file
 * @param problems lines that were left out, with the reason
 */
public record ImportFile(String digest, List<Entry> codes, List<Problem> problems) {
    /**
     * One code to import.
     *
     * @param line counted from 1
     * @param key its normal form, as {@link CodeReading.LookUp} will give it
     */
    public record Entry(int line, String key) {}

    /**
     * One line left out.
     *
     * @param line counted from 1
     * @param text the line, cut to 80 characters
     * @param wording what is wrong with it
     */
    public record Problem(int line, String text, Wording wording) {}

    private static final int SHOWN = 80;

    /** Copies the lists. */
    public ImportFile {
        codes = List.copyOf(codes);
        problems = List.copyOf(problems);
    }

    /** Whether every line was good. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /**
     * Reads a file. It never throws for its content: what cannot be read is among the problems.
     *
     * @param content the file as it was delivered
     * @param format that knows the issuers
     */
    public static ImportFile parse(byte[] content, ImportedCode format) {
        String digest = HexFormat.of().formatHex(Sm3.hash(content));
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            Wording wording =
                    new Wording("文件不是 UTF-8 编码，请转换后重新导入", "the file is not UTF-8, convert it and import again");
            return new ImportFile(digest, List.of(), List.of(new Problem(1, "", wording)));
        }
        List<Entry> codes = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        int line = 0;
        boolean first = true;
        for (String raw : (Iterable<String>) text.lines()::iterator) {
            line++;
            String cell = firstColumn(line == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw);
            if (cell.isEmpty() || cell.startsWith("#")) {
                continue;
            }
            boolean titles = first && !cell.contains("://");
            first = false;
            if (titles) {
                continue;
            }
            Optional<String> key = format.normal(cell);
            if (key.isEmpty()) {
                problems.add(problem(line, cell, "不是已登记来源的码", "not a code of a registered issuer"));
                continue;
            }
            Integer before = seen.putIfAbsent(key.get(), line);
            if (before == null) {
                codes.add(new Entry(line, key.get()));
            } else {
                problems.add(problem(line, cell, "与第 " + before + " 行重复", "the same as line " + before));
            }
        }
        return new ImportFile(digest, codes, problems);
    }

    private static Problem problem(int line, String cell, String zh, String en) {
        String shown = cell.length() > SHOWN ? cell.substring(0, SHOWN) + "…" : cell;
        return new Problem(line, shown, new Wording(zh, en));
    }

    private static String firstColumn(String line) {
        String text = line.strip();
        if (text.startsWith("\"")) {
            int end = text.indexOf('"', 1);
            return end < 0 ? text : text.substring(1, end).strip();
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '\t') {
            end++;
        }
        return text.substring(0, end).strip();
    }
}
