package org.teshema.engine.demo;

import org.teshema.api.device.Organisation;

/**
 * One lift of the demonstration city with everybody concerned with it, and one code of each state to scan.
 *
 * @param district its district
 * @param bound the code on the lift
 * @param claimed a code given out and not posted yet
 * @param blank a code in stock
 */
public record Showcase(
        String district,
        Organisation station,
        Organisation inspectionBody,
        Organisation usingUnit,
        Organisation maintenanceUnit,
        Shown bound,
        Shown claimed,
        Shown blank) {

    /**
     * A code to scan.
     *
     * @param text what stands behind the prefix
     * @param number its short number
     */
    public record Shown(String text, String number) {}

    void describe(FirstStartSheet sheet, String address) {
        sheet.line("");
        sheet.line("三个可扫的码 Three codes to scan：");
        code(sheet, address, "已绑定的电梯 on a lift", bound);
        code(sheet, address, "已领用 given out", claimed);
        code(sheet, address, "空白 blank", blank);
    }

    private static void code(FirstStartSheet sheet, String address, String what, Shown shown) {
        sheet.line("");
        sheet.line("  " + what + "    编号 number " + shown.number());
        sheet.line("  " + address + "/s/" + shown.text());
        sheet.line("  " + address + "/n/" + shown.number());
    }
}
