package org.teshema.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files that pages refer to. Their names carry a digest of their content, so they may be kept for ever. */
public final class Assets {
    private static final Map<String, Asset> BY_NAME = Map.of(
            "teshema.css", load("static/teshema.css", "text/css; charset=utf-8"),
            "camera.js", load("static/camera.js", "text/javascript; charset=utf-8"),
            "place.js", load("static/place.js", "text/javascript; charset=utf-8"),
            "photo.js", load("static/photo.js", "text/javascript; charset=utf-8"),
            "icon.svg", load("static/icon.svg", "image/svg+xml"),
            "verify.sh", load("static/verify.sh", "text/plain; charset=utf-8"));

    private Assets() {}

    /**
     * A file.
     *
     * @param mediaType its {@code Content-Type}
     * @param tag changes when its content does
     * @param content its bytes; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // written to the wire, never compared
    public record Asset(String mediaType, String tag, byte[] content) {}

    /** The file of that name. */
    public static Optional<Asset> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Where a page finds the file. */
    static String path(String name) {
        return "/assets/" + name + "?v=" + BY_NAME.get(name).tag();
    }

    /** The content of a text file. */
    static String text(String name) {
        return new String(BY_NAME.get(name).content(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Asset load(String name, String mediaType) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            byte[] content = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(mediaType, HexFormat.of().formatHex(digest, 0, 8), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
