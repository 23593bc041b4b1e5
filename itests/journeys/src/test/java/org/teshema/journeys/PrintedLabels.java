package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Printed labels as the world reads them: pages by Poppler, symbols by zbar, signatures by OpenSSL. */
final class PrintedLabels {
    /** zbar now and then overlooks a symbol of a full page; like a phone, it gets more than one look. */
    private static final List<Integer> LOOKS = List.of(150, 200, 300, 400);

    private PrintedLabels() {}

    /** The texts of all symbols in these PDF files; looks more closely at pages with gaps while fewer than that many were read. */
    static Set<String> read(List<Path> files, int labels, Path folder) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        for (Path file : files) {
            texts.addAll(read(file, folder));
        }
        if (texts.size() < labels) {
            throw new AssertionError(texts.size() + " of " + labels + " symbols were read");
        }
        return texts;
    }

    private static Set<String> read(Path file, Path folder) throws IOException {
        Map<Integer, Set<String>> pages = new TreeMap<>();
        for (int dpi : LOOKS) {
            Path pictures = Files.createDirectory(folder.resolve(file.getFileName() + "-" + dpi));
            Tools.render(file, dpi, withGaps(pages), pictures);
            Tools.symbolsIn(pictures).forEach((page, look) -> {
                if (new HashSet<>(look).size() != look.size()) {
                    throw new AssertionError("A symbol is printed twice on page " + page);
                }
                pages.computeIfAbsent(page, p -> new LinkedHashSet<>()).addAll(look);
            });
            if (withGaps(pages).isEmpty()) {
                break;
            }
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Set<String> page : pages.values()) {
            for (String text : page) {
                if (!texts.add(text)) {
                    throw new AssertionError("A symbol is printed on two pages: " + text);
                }
            }
        }
        return texts;
    }

    /** Pages with fewer symbols than the fullest has; the last page may rightly be one of them. */
    private static List<Integer> withGaps(Map<Integer, Set<String>> pages) {
        int full = pages.values().stream().mapToInt(Set::size).max().orElse(0);
        return pages.entrySet().stream()
                .filter(page -> page.getValue().size() < full)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Has OpenSSL check the signature of every one of these codes with the published keys. */
    static void verify(List<String> texts, JsonNode keys, Path folder) throws IOException {
        Map<Integer, Path> pems = new HashMap<>();
        for (JsonNode key : keys.path("issuing")) {
            Path pem = folder.resolve("key-" + key.path("index").asInt() + ".pem");
            Files.writeString(pem, key.path("pem").asText());
            pems.put(key.path("index").asInt(), pem);
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            CodeText code = CodeText.of(texts.get(i));
            Path pem = pems.get(code.keyIndex());
            if (pem == null) {
                throw new AssertionError("No published key of index " + code.keyIndex());
            }
            Files.write(folder.resolve("m" + i), code.message());
            Files.write(folder.resolve("s" + i), code.signature());
            list.append(i).append(' ').append(pem.getFileName()).append('\n');
        }
        Files.writeString(folder.resolve("list"), list);
        String distid = keys.path("distid").asText();
        // Shells that run through their share: OpenSSL is started once a code, the shell is not.
        Tools.run(List.of(
                        "bash",
                        "-c",
                        "cd \"$1\" && share() { while read -r i key; do openssl pkeyutl -verify -pubin -inkey \"$key\" -in m$i"
                                + " -rawin -digest sm3 -pkeyopt \"distid:$2\" -sigfile s$i >verdict$1 2>&1"
                                + " || { echo \"code $i: $(cat verdict$1)\"; return 1; }; done; };"
                                + " sed -n 'p;n' list | share 1 \"$2\" & odd=$!;"
                                + " sed -n 'n;p' list | share 2 \"$2\" && wait \"$odd\"",
                        "verify",
                        folder.toString(),
                        distid))
                .ok();
    }
}
