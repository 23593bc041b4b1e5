package org.teshema.engine.demo;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;

/**
 * A device of the demonstration city on its way into the register, with everybody concerned.
 *
 * @param mother id of its set
 * @param anotherBody an inspection body that has no business here
 * @param labels the codes given out for it
 * @param bound whether they hang on it
 * @param current its current entries by kind, filled in as they are made
 */
record DemoRow(
        long id,
        OptionalLong mother,
        DemoDevice device,
        Organisation user,
        Organisation maintainer,
        Organisation body,
        Organisation anotherBody,
        Organisation station,
        List<Label> labels,
        boolean bound,
        Map<String, Entry> current) {

    /**
     * A label and where it hangs.
     *
     * @param serial of its code in the batch
     * @param post number of the code post that bears it; 0 for the device itself
     */
    record Label(int serial, int post, String position, String place) {}

    Subject subject() {
        return Subject.of(new DeviceId(id));
    }

    Subject segment(String number) {
        return Subject.of(new DeviceId(id), number);
    }
}
