package org.teshema.rest.scan;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A body, and the tag that changes when what it says changes.
 *
 * @param body the bytes
 * @param tag a value for {@code ETag}, with its quotes
 */
@SuppressWarnings("ArrayRecordComponent") // written to the wire, never compared
record Written(byte[] body, String tag) {
    /**
     * A tag over the beginning of a body: what follows, such as the time of the answer and tokens for one use, is new each time and says
     * nothing. Two checksums of 32 bits tell two versions of one page apart; it is no defence and need not be.
     */
    static String tag(byte[] body, int length, String kind) {
        CRC32 one = new CRC32();
        one.update(body, 0, length);
        CRC32C two = new CRC32C();
        two.update(body, 0, length);
        return "W/\"" + kind + Long.toHexString(one.getValue() << 32 | two.getValue()) + '"';
    }
}
