package org.teshema.rest.scan;

import org.teshema.api.archive.Audience;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.rest.Call;

/** Whether a scan shows more than everybody is shown. */
final class Shown {
    private Shown() {}

    /** The same answer; that it is read is noted where the reader is somebody to the device, and only there. */
    static ScanAnswer noted(Call call, ScanAnswer answer) {
        if (answer.caller().audience() != Audience.PUBLIC) {
            answer.device()
                    .ifPresent(
                            card -> call.personal("device " + card.device().id().value()));
        }
        return answer;
    }
}
