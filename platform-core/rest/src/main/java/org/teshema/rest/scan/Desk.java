package org.teshema.rest.scan;

import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.trust.code.CodePrefix;

/** Who answers a scan, and takes what a scan offered. Thread-safe. */
public interface Desk {
    /** What stands before the text of every code of the city. */
    CodePrefix prefix();

    /** The answer to the text of a code, as it stands in the address, not decoded. */
    ScanAnswer scan(String text, Optional<Actor> actor, Language language);

    /** The same of a scan that nobody made: it is not counted. */
    ScanAnswer rehearse(String text, Language language);

    /** The answer to a number that somebody typed, from that network address. */
    ScanAnswer byNumber(String typed, String client, Optional<Actor> actor, Language language);

    /**
     * Appends the entry of an action that was offered.
     *
     * @param codeId the scanned code, 20 hexadecimal digits
     * @param kind name of the entry kind
     * @param token as it was offered
     * @param values as they came from a form or JSON
     */
    Entry take(Actor actor, String codeId, String kind, String token, Map<String, ?> values);
}
