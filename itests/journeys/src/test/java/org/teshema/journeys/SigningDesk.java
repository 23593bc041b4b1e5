package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.teshema.trust.keys.ReleaseKeyFile;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRefused;
import org.teshema.trust.sm.Signer;

/** Makes release keys and signs jars as {@code ./teshema key} and {@code sign} do, without a passphrase each time. */
final class SigningDesk {
    private static final int DAYS = 365;

    private final Path desk;
    private final Map<String, Signer> keys = new HashMap<>();

    /** One that keeps its files in that folder. */
    SigningDesk(Path desk) {
        this.desk = desk;
    }

    /** Makes a key of that name; nobody knows it yet. */
    void made(String key) throws IOException {
        Signer made = ReleaseKeyFile.create(desk.resolve(key + ".key"), "journey".toCharArray());
        Files.writeString(desk.resolve(key + ".key.pub"), made.publicKey().pem());
        keys.put(key, made);
    }

    /** Makes a key of that name and has the city register it for a district. */
    void registered(Api city, String key, String district) throws IOException {
        made(key);
        register(city, keys.get(key).publicKey().pem(), district);
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
        LocalDate today = Devices.today();
        var order =
                new ReleaseJar.Order(name, version, district, new TreeSet<>(permissions), today, today.plusDays(DAYS));
        try {
            return ReleaseJar.sign(jar, order, keys.get(key));
        } catch (ReleaseRefused e) {
            throw new AssertionError(e.reason().en(), e);
        }
    }
}
