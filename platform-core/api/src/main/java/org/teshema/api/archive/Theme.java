package org.teshema.api.archive;

/** What the entries of a kind tell of a device: by it the years of a device are counted, and what sources say is compared. */
public enum Theme {
    /** What the device is 本体, as technical data do: what several sources say of it is compared whenever they said it. */
    DEVICE,
    /** What the register says of it, and what changed there 登记和变更. */
    REGISTRATION,
    /** That it was inspected or tested 检验检测. */
    INSPECTION,
    /** That it was maintained or checked by those who run it 维保和自查, calibration of its safety accessories included. */
    MAINTENANCE,
    /** That something went wrong 故障和事故. */
    FAULT,
    /** Anything else. */
    OTHER
}
