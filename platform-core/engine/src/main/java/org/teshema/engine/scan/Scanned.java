package org.teshema.engine.scan;

import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.Device;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.engine.gate.Admitted;
import org.teshema.trust.code.CodeId;

/** A device found by the number of its code, which is in use, as one reader may know it. Immutable. */
public final class Scanned {
    private final CodeId code;
    private final String number;
    private final Caller caller;
    private final Device device;
    private final OptionalLong station;
    private final Contributions contributions;

    Scanned(
            CodeId code,
            String number,
            Caller caller,
            Device device,
            OptionalLong station,
            Contributions contributions) {
        this.code = code;
        this.number = number;
        this.caller = caller;
        this.device = device;
        this.station = station;
        this.contributions = contributions;
    }

    /** The code's id. */
    public CodeId code() {
        return code;
    }

    /** The code's 13 digits. */
    public String number() {
        return number;
    }

    /** Who reads, towards this device. */
    public Caller caller() {
        return caller;
    }

    /** The device. */
    public Device device() {
        return device;
    }

    /** Id of the station that supervises it. */
    public OptionalLong station() {
        return station;
    }

    /** What a scan would hand to that plugin; empty where the device is not of its district. */
    public Optional<ScanContext> context(Admitted plugin) {
        return contributions.asks(plugin) ? Optional.of(contributions.context(plugin)) : Optional.empty();
    }
}
