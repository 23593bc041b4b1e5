package org.teshema.engine.rule;

import java.util.List;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Device;

/**
 * A device and what happened to it, as far as a replay needs it.
 *
 * @param device as it stands now
 * @param entries what held when the period began and what happened in it, in the order it happened; corrected ones left out
 * @param segments of a registration unit, in the order of its table
 */
record Life(Device device, List<Entry> entries, List<SegmentLife> segments) {
    Life {
        entries = List.copyOf(entries);
        segments = List.copyOf(segments);
    }
}
