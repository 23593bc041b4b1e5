package org.teshema.rest.scan;

import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.Taking;
import org.teshema.trust.code.CodePrefix;

/** Who answers a scan, and takes what a scan offered. Thread-safe. */
public interface Desk extends Emergency {
    /** What stands before the text of every code of the city. */
    CodePrefix prefix();

    /** The answer to the text of a code, as it stands in the address, not decoded. */
    ScanAnswer scan(String text, Optional<Actor> actor, Language language);

    /** The same of a scan that nobody made: it is not counted. */
    ScanAnswer rehearse(String text, Language language);

    /** The answer to a number that somebody typed, from that network address. */
    ScanAnswer byNumber(String typed, String client, Optional<Actor> actor, Language language);

    /** Appends the entry of an action that was offered. */
    Entry take(Taking asked);

    /** What that reader appended with that token to the archive of the device of that code, though it may not be offered any more. */
    Optional<Entry> earlier(Actor actor, String codeId, String token);

    /** Keeps a photo that came with a form, until an entry names it; its digest. */
    String keep(Actor actor, byte[] photo);

    /** Whose login and password these are, for one deed. */
    Actor prove(String login, String password, String client);
}
