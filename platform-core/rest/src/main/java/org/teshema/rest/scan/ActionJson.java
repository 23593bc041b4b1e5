package org.teshema.rest.scan;

import java.util.Map;
import java.util.Optional;

/**
 * An action a program takes.
 *
 * @param token as it was offered with the action
 * @param values field values by name: texts, numbers, true or false, days as 2026-03-01, a checklist as an object of items, each an
 *     object of {@code tick} and {@code note}
 * @param signer who signs, where the action says that somebody does
 */
public record ActionJson(String token, Map<String, Object> values, Optional<SignerJson> signer) {}
