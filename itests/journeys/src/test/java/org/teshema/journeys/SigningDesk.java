package org.teshema.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teshema.trust.release.SigningTool;

/** Makes release keys and signs jars by what {@code ./teshema key} and {@code sign} run; in this process, which is quicker. */
final class SigningDesk {
    private final Path desk;

    SigningDesk(Path desk) {
        this.desk = desk;
    }

    /** Makes a key of that name; nobody knows it yet. */
    void made(String key) {
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

    private static void run(List<String> arguments) {
        var said = new ByteArrayOutputStream();
        int status = SigningTool.run(
                Map.of("TESHEMA_RELEASE_PASSPHRASE", "journey"),
                Devices.today(),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError(arguments + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
