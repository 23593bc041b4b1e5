package org.teshema.web;

import java.util.List;
import java.util.Objects;

/**
 * How anybody checks a code without the platform.
 *
 * @param prefix what every code's address begins with
 * @param id the SM2 user id of the key profile
 * @param keys the published keys
 */
public record VerifyPage(String prefix, String id, List<Key> keys) {
    public VerifyPage {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(id, "id");
        keys = List.copyOf(keys);
    }

    /**
     * One published key.
     *
     * @param index the number by which codes name it
     * @param keyId its id
     * @param use what it signs
     * @param signs the days on which it signs
     * @param until last day its signatures are accepted
     * @param href where its PEM is
     */
    public record Key(int index, String keyId, String use, String signs, String until, String href) {}
}
