package org.teshema.rest.codes;

import org.teshema.engine.codes.Party;

/**
 * An organisation as lists of codes name it.
 *
 * @param id its id
 * @param name its registered name
 */
public record PartyJson(String id, String name) {
    static PartyJson of(Party party) {
        return new PartyJson(Long.toString(party.id()), party.name());
    }
}
