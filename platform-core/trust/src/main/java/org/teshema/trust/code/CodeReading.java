package org.teshema.trust.code;

import java.util.Objects;
import org.teshema.trust.keys.IssuingKey;

/** What a scanned text turned out to be. Nothing here says whether a device stands behind it: that is the engine's to know. */
public sealed interface CodeReading {
    /**
     * A code of this city: its signature was verified.
     *
     * @param format name of the format it is written in
     * @param payload what it says
     * @param key that signed it
     */
    record Genuine(String format, CodePayload payload, IssuingKey key) implements CodeReading {
        /** All parts must be there. */
        public Genuine {
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(payload, "payload");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * A code issued elsewhere, whose text proves nothing: it is genuine when it is known.
     *
     * @param format name of the format
     * @param key the text in its one normal form, to look up
     */
    record LookUp(String format, String key) implements CodeReading {
        /** All parts must be there. */
        public LookUp {
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * Not a code to be answered.
     *
     * @param reason to act on
     * @param detail what was found and what was expected, for people
     */
    record Refused(Reason reason, Wording detail) implements CodeReading {
        /** All parts must be there. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        static Refused because(Reason reason, String zh, String en) {
            Wording why = reason.wording();
            return new Refused(reason, new Wording(why.zh() + "（" + zh + "）", why.en() + " (" + en + ")"));
        }
    }
}
