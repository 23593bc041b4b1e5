package org.teshema.rest.scan;

import java.util.List;
import org.teshema.api.scan.Section.Phone;

/** Whom everybody may call, whatever else is away. */
@FunctionalInterface
public interface Emergency {
    /** The numbers as the city configured them: that for emergencies, and where there is one that for questions and complaints. */
    List<Phone> emergency();
}
