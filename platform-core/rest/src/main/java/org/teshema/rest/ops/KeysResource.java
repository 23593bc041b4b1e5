package org.teshema.rest.ops;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.RestResource;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.sm.Sm2PublicKey;

/** Publishes the city's public keys, so that anybody verifies a code or a checkpoint without us. */
@Component(service = RestResource.class)
@Path("/api/v1/keys")
public final class KeysResource implements RestResource {
    private static final String PEM = "application/x-pem-file";

    private final CityKeys keys;

    /** Publishes these. */
    @Activate
    public KeysResource(@Reference CityKeys keys) {
        this.keys = keys;
    }

    /**
     * All keys.
     *
     * @param prefix what every code's address begins with; it is part of what is signed
     * @param algorithm signature and digest
     * @param distid the SM2 user id, without which a signature does not verify
     * @param root the key that certifies the issuing keys
     * @param ledger the key that signs the ledger's checkpoints
     * @param gate the key that countersigns releases of plugins
     * @param issuing the keys that sign codes, by index
     * @param howTo where the commands for OpenSSL are
     */
    public record KeysJson(
            String prefix,
            String algorithm,
            String distid,
            KeyJson root,
            KeyJson ledger,
            KeyJson gate,
            List<IssuingKeyJson> issuing,
            String howTo) {}

    /**
     * One key.
     *
     * @param keyId its id: the first 16 hexadecimal digits of the SM3 of its SubjectPublicKeyInfo
     * @param pem the key itself
     */
    public record KeyJson(String keyId, String pem) {
        static KeyJson of(Sm2PublicKey key) {
            return new KeyJson(key.keyId(), key.pem());
        }
    }

    /**
     * One issuing key.
     *
     * @param index the number by which codes name it
     * @param keyId its id
     * @param year the year it signs for
     * @param codeClass the occasion it signs for
     * @param cap most codes it may sign
     * @param signFrom first day on which it signs
     * @param signUntil last day on which it signs
     * @param verifyUntil last day on which its codes count as genuine
     * @param statement what the root signed about it, word for word
     * @param rootSignature raw signature of the root over the statement, Base64
     * @param pem the key itself
     */
    public record IssuingKeyJson(
            int index,
            String keyId,
            int year,
            String codeClass,
            int cap,
            LocalDate signFrom,
            LocalDate signUntil,
            LocalDate verifyUntil,
            String statement,
            String rootSignature,
            String pem) {
        static IssuingKeyJson of(IssuingKey key) {
            return new IssuingKeyJson(
                    key.index(),
                    key.keyId(),
                    key.year(),
                    key.codeClass().name(),
                    key.cap(),
                    key.signFrom(),
                    key.signUntil(),
                    key.verifyUntil(),
                    key.statement(),
                    Base64.getEncoder().encodeToString(key.rootSignature()),
                    key.publicKey().pem());
        }
    }

    /** All keys as JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public KeysJson all() {
        Sm2PublicKey root = keys.root();
        return new KeysJson(
                keys.prefix().url(),
                root.profile().algorithm(),
                root.profile().userId(),
                KeyJson.of(root),
                KeyJson.of(keys.ledger().publicKey()),
                KeyJson.of(keys.gate().publicKey()),
                keys.issuingKeys().stream().map(IssuingKeyJson::of).toList(),
                "/verify");
    }

    /** One key as PEM, by its id. */
    @GET
    @Path("{keyId}.pem")
    public Response pem(@PathParam("keyId") String keyId) {
        Sm2PublicKey key = find(keyId)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.NOT_FOUND,
                        "keyId",
                        "没有这个编号的密钥；全部密钥见 /api/v1/keys。",
                        "There is no key of that id; /api/v1/keys lists them all."));
        return Response.ok(key.pem(), PEM).build();
    }

    private Optional<Sm2PublicKey> find(String keyId) {
        if (keys.root().keyId().equals(keyId)) {
            return Optional.of(keys.root());
        }
        if (keys.ledger().publicKey().keyId().equals(keyId)) {
            return Optional.of(keys.ledger().publicKey());
        }
        if (keys.gate().publicKey().keyId().equals(keyId)) {
            return Optional.of(keys.gate().publicKey());
        }
        return keys.issuingKeys().stream()
                .filter(key -> key.keyId().equals(keyId))
                .map(IssuingKey::publicKey)
                .findFirst();
    }
}
