package org.teshema.engine.codes;

import java.util.Objects;

/**
 * A photo as it is kept: decoded and encoded again, so that nothing is in it but the picture.
 *
 * @param digest SM3 of the content, 64 lower-case hexadecimal digits: its name
 * @param mediaType {@code image/jpeg} or {@code image/png}
 * @param content the encoded picture
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record Photo(String digest, String mediaType, byte[] content) {
    public Photo {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(mediaType, "mediaType");
        content = content.clone();
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
