package org.teshema.rest.scan;

import java.util.Map;

/**
 * An action a program takes.
 *
 * @param token as it was offered with the action
 * @param values field values by name: texts, numbers, true or false, days as 2026-03-01
 */
public record ActionJson(String token, Map<String, Object> values) {}
