package org.teshema.trust.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.SoftwareSigner;

/** A small plugin's jar, and what can be done to it. */
final class Jars {
    static final LocalDate DAY = LocalDate.of(2026, 11, 28);
    static final Signer DISTRICT = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    static final Signer OTHER = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
    static final Signer GATE = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());

    private Jars() {}

    static ReleaseJar.Order order(String version) {
        return new ReleaseJar.Order("forklift", version, "310107", new TreeSet<>(), DAY, DAY.plusDays(365));
    }

    static Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(
                "META-INF/MANIFEST.MF",
                text(String.join(
                        "\r\n",
                        "Manifest-Version: 1.0",
                        "Bundle-SymbolicName: org.example.forklift",
                        "Import-Package: org.teshema.api.plugin;version=\"[1.0,2)\"",
                        "",
                        "")));
        files.put("org/example/Forklift.class", new byte[5000]);
        files.put("org/example/规则.csv", text("id,topic\n"));
        return files;
    }

    static byte[] unsigned() {
        return zip(files());
    }

    static byte[] signed() throws ReleaseRefused {
        return ReleaseJar.sign(unsigned(), order("1.2.0"), DISTRICT);
    }

    static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> unzipped(byte[] jar) {
        var files = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
