package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes release keys and signs jars, as {@code ./teshema key} and {@code sign} do, from the bundles of the distribution. */
final class SigningDesk {
    private final RunningPlatform platform;
    private final Path desk;

    SigningDesk(RunningPlatform platform, Path desk) {
        this.platform = platform;
        this.desk = desk;
    }

    /** Makes a key of that name; nobody knows it yet. */
    void made(String key) throws IOException {
        run(List.of("key", file(key)));
    }

    /** Makes a key of that name and has the city register it for a district. */
    void registered(Api city, String key, String district) throws IOException {
        made(key);
        register(city, Files.readString(Path.of(file(key) + ".pub")), district);
    }

    /** The city registers a public key for a district. */
    static void register(Api city, String pem, String district) {
        city.post(
                        "/api/v1/plugins/keys",
                        Map.of(
                                "district",
                                district,
                                "holder",
                                "信息中心",
                                "pem",
                                pem,
                                "validFrom",
                                Devices.today().minusDays(1).toString(),
                                "validUntil",
                                Devices.today().plusDays(400).toString()))
                .expect(201);
    }

    /** The forklift plugin's jar, signed by that key for that district. */
    byte[] signed(String key, byte[] jar, String version, String district) throws IOException {
        return signed(key, "forklift", jar, version, district);
    }

    /** The jar of a plugin of that name, signed by that key for that district. */
    byte[] signed(String key, String name, byte[] jar, String version, String district) throws IOException {
        return signed(key, name, jar, version, district, Set.of());
    }

    /** The same, asking for these permissions. */
    byte[] signed(String key, String name, byte[] jar, String version, String district, Set<String> permissions)
            throws IOException {
        Path file = Files.write(desk.resolve(name + "-" + version + ".jar"), jar);
        var command = new ArrayList<>(List.of(
                "sign",
                file.toString(),
                "--key",
                file(key),
                "--name",
                name,
                "--version",
                version,
                "--district",
                district));
        if (!permissions.isEmpty()) {
            command.addAll(List.of("--permissions", String.join(",", permissions)));
        }
        run(command);
        return Files.readAllBytes(file);
    }

    private String file(String key) {
        return desk.resolve(key + ".key").toString();
    }

    private void run(List<String> arguments) throws IOException {
        String jars;
        try (var system = Files.walk(platform.home().resolve("system/org"), 6)) {
            jars = system.map(Path::toString)
                    .filter(one -> one.matches(".*/(teshema-trust|teshema-api|bcprov-jdk18on)-[^/]*\\.jar"))
                    .collect(Collectors.joining(":"));
        }
        var command = new ArrayList<>(List.of(
                "env",
                "TESHEMA_RELEASE_PASSPHRASE=journey",
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                jars,
                "org.teshema.trust.release.SigningTool"));
        command.addAll(arguments);
        Tools.run(command).ok();
    }
}
