package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;

/**
 * A photo as it is kept: decoded and encoded again, so that nothing is in it but the picture.
 *
 * @param digest SM3 of the content, 64 lower-case hexadecimal digits: its name
 * @param mediaType {@code image/jpeg}; {@code image/png} for one that was kept as it came, before all became JPEG
 * @param content the encoded picture
 * @param taken when its camera said that it was taken, such as {@code 2026-05-01 10:30}
 * @param place where, coarsely, such as {@code 31.230,121.474}
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Photo(String digest, String mediaType, byte[] content, Optional<String> taken, Optional<String> place) {
    public Photo {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(mediaType, "mediaType");
        content = content.clone();
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(place, "place");
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Photo that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "Photo[" + mediaType + ", " + digest + "]";
    }
}
