package org.teshema.trust.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;
import org.teshema.trust.sm.Sm3;

/**
 * A plugin's jar as a release: its files, the record that names every one of them, and the signatures. That the record fits the files
 * was checked when a value of this type came to be; whose signatures they are is asked for.
 */
public final class ReleaseJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final ReleaseRecord statement;
    private final Map<String, byte[]> files;
    private final ReleaseSignature district;
    private final Optional<ReleaseSignature> city;

    private ReleaseJar(
            ReleaseRecord statement,
            Map<String, byte[]> files,
            ReleaseSignature district,
            Optional<ReleaseSignature> city) {
        this.statement = statement;
        this.files = Collections.unmodifiableMap(files);
        this.district = district;
        this.city = city;
    }

    /**
     * Who a release is for, as the one who signs says it.
     *
     * @param name the plugin's name
     * @param version its version
     * @param district whose it is
     * @param permissions what it asks for
     * @param signed today
     * @param expires last day on which it may be installed
     */
    public record Order(
            String name,
            String version,
            String district,
            SortedSet<String> permissions,
            LocalDate signed,
            LocalDate expires) {}

    /**
     * Reads a signed jar and compares every file with the record.
     *
     * @throws ReleaseRefused when it is unsigned by the district, or a file is changed, added or missing
     */
    public static ReleaseJar read(byte[] jar) throws ReleaseRefused {
        Map<String, byte[]> all = PlainZip.read(jar);
        byte[] text = taken(all, ReleaseRecord.PATH);
        ReleaseRecord statement = ReleaseRecord.parse(new String(text, StandardCharsets.UTF_8));
        if (!Arrays.equals(text, statement.bytes())) {
            throw ReleaseRecord.misspelt("UTF-8");
        }
        String path = ReleaseRole.DISTRICT.path();
        ReleaseSignature district = ReleaseSignature.parse(path, taken(all, path));
        Optional<ReleaseSignature> city = Optional.empty();
        byte[] countersigned = all.remove(ReleaseRole.CITY.path());
        if (countersigned != null) {
            city = Optional.of(ReleaseSignature.parse(ReleaseRole.CITY.path(), countersigned));
        }
        compare(statement, all);
        return new ReleaseJar(statement, all, district, city);
    }

    private static byte[] taken(Map<String, byte[]> all, String path) throws ReleaseRefused {
        byte[] content = all.remove(path);
        if (content == null) {
            throw new ReleaseRefused(
                    "插件包未签名：缺少 " + path + "。请用 ./teshema sign 签名。",
                    "The jar is not signed: " + path + " is missing. Sign it with ./teshema sign.");
        }
        return content;
    }

    private static void compare(ReleaseRecord statement, Map<String, byte[]> files) throws ReleaseRefused {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String said = statement.entries().get(file.getKey());
            if (said == null) {
                throw new ReleaseRefused(
                        "发布记录中没有 " + file.getKey() + "：签名后加入的文件。请重新签名。",
                        file.getKey() + " is not in the release record: it was added after signing. Sign again.");
            }
            if (!said.equals(digest(file.getValue()))) {
                throw new ReleaseRefused(
                        file.getKey() + " 与发布记录的摘要不符：签名后被改动。请重新签名。",
                        file.getKey()
                                + " has another digest than in the release record: it was changed after signing. Sign"
                                + " again.");
            }
        }
        for (String path : statement.entries().keySet()) {
            if (!files.containsKey(path)) {
                throw new ReleaseRefused(
                        "缺少 " + path + "：签名后被删除。请重新签名。",
                        path + " is missing: it was removed after signing. Sign again.");
            }
        }
    }

    /**
     * Makes a signed release of a jar; signatures it had are dropped.
     *
     * @throws ReleaseRefused when the jar is no plugin's or the order is not well-formed
     */
    public static byte[] sign(byte[] jar, Order order, Signer signer) throws ReleaseRefused {
        Map<String, byte[]> files = PlainZip.read(jar);
        files.keySet()
                .removeIf(path -> path.equals(ReleaseRecord.PATH)
                        || path.equals(ReleaseRole.DISTRICT.path())
                        || path.equals(ReleaseRole.CITY.path()));
        var entries = new TreeMap<String, String>();
        files.forEach((path, content) -> entries.put(path, digest(content)));
        ReleaseRecord statement;
        try {
            statement = new ReleaseRecord(
                    order.name(),
                    order.version(),
                    order.district(),
                    apiRange(manifest(files)),
                    order.permissions(),
                    order.signed(),
                    order.expires(),
                    entries);
        } catch (IllegalArgumentException e) {
            throw new ReleaseRefused(e.getMessage(), e.getMessage());
        }
        // Read back: what is signed is only ever what would be taken.
        ReleaseRecord.parse(statement.text());
        return new ReleaseJar(statement, files, ReleaseSignature.of(statement.bytes(), signer), Optional.empty())
                .bytes();
    }

    /** Versions of the plugin contract that the manifest asks for, such as {@code [1.0,2)}. */
    private static String apiRange(Map<String, String> manifest) throws ReleaseRefused {
        var range = java.util.regex.Pattern.compile("org\\.teshema\\.api\\.plugin;version=\"([^\"]+)\"")
                .matcher(manifest.getOrDefault("Import-Package", ""));
        if (range.find()) {
            return range.group(1);
        }
        throw new ReleaseRefused(
                "清单未导入 org.teshema.api.plugin 的一个版本区间：这不是插件。请按插件指南构建。",
                "The manifest does not import org.teshema.api.plugin in a range of versions: this is no plugin. Build"
                        + " it as the plugin guide tells.");
    }

    /** The same release, signed by the gate as well: over the record and over the district's signature. */
    public ReleaseJar countersigned(Signer gate) {
        return new ReleaseJar(statement, files, district, Optional.of(ReleaseSignature.of(gateMessage(), gate)));
    }

    private byte[] gateMessage() {
        return (statement.text() + district.line()).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this key made the district's signature. */
    public boolean signedBy(Sm2PublicKey key) {
        return key.keyId().equals(district.keyId()) && key.verify(statement.bytes(), district.signature());
    }

    /** Whether this gate key signed this very release of this very district's key. */
    public boolean countersignedBy(Sm2PublicKey gate) {
        return city.filter(sign -> gate.keyId().equals(sign.keyId()) && gate.verify(gateMessage(), sign.signature()))
                .isPresent();
    }

    /** What it says of itself. */
    public ReleaseRecord statement() {
        return statement;
    }

    /** Id of the key that signed for the district. */
    public String districtKey() {
        return district.keyId();
    }

    /** Its files by path, without record and signatures. Not to be changed. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Its manifest's main section; empty when there is none or it cannot be read. */
    public Map<String, String> manifest() {
        return manifest(files);
    }

    private static Map<String, String> manifest(Map<String, byte[]> files) {
        var headers = new LinkedHashMap<String, String>();
        byte[] bytes = files.get(MANIFEST);
        if (bytes != null) {
            try {
                Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
                main.forEach((name, value) -> headers.put(name.toString(), value.toString()));
            } catch (IOException e) {
                headers.clear();
            }
        }
        return headers;
    }

    /** The whole as a jar: the same release always gives the same bytes. */
    public byte[] bytes() {
        var all = new LinkedHashMap<String, byte[]>();
        byte[] manifest = files.get(MANIFEST);
        if (manifest != null) {
            all.put(MANIFEST, manifest);
        }
        all.put(ReleaseRecord.PATH, statement.bytes());
        all.put(ReleaseRole.DISTRICT.path(), district.bytes());
        city.ifPresent(sign -> all.put(ReleaseRole.CITY.path(), sign.bytes()));
        new TreeMap<>(files).forEach(all::putIfAbsent);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                out.putNextEntry(stored(file.getKey(), file.getValue()));
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry stored(String path, byte[] content) {
        var entry = new ZipEntry(path);
        var crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
        return entry;
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(Sm3.hash(content));
    }
}
