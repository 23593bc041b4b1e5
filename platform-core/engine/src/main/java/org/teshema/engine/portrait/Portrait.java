package org.teshema.engine.portrait;

import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.teshema.api.archive.Entry;
import org.teshema.engine.codes.Code;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Engagement;
import org.teshema.engine.family.Families.Family;
import org.teshema.engine.rule.DayClocks;

/**
 * All one reader may know of a device.
 *
 * @param file what the register says
 * @param clocks what is due today
 * @param engagements contracts and tasks, over ones included
 * @param mother the set it belongs to, where the reader may see that
 * @param family its own children
 * @param codes its codes, as far as the reader may see them
 * @param latest what happened last, the latest first, masked
 * @param years how often something of each kind happened in each year
 */
public record Portrait(
        DeviceFile file,
        DayClocks clocks,
        List<Engagement> engagements,
        Optional<DeviceFile> mother,
        Family family,
        List<Code> codes,
        List<Entry> latest,
        SortedMap<Year, Map<String, Long>> years) {
    public Portrait {
        engagements = List.copyOf(engagements);
        codes = List.copyOf(codes);
        latest = List.copyOf(latest);
    }
}
