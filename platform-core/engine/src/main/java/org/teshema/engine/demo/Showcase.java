package org.teshema.engine.demo;

import java.util.List;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;

/**
 * One lift of the demonstration city with everybody concerned with it, and codes to scan: one of each state, then some of what
 * is told by more than one device.
 *
 * @param district its district
 * @param bound the code on the lift
 * @param claimed a code given out and not posted yet
 * @param blank a code in stock
 * @param more codes of a set and the like, as far as the city has some that bear one
 */
public record Showcase(
        String district,
        Organisation station,
        Organisation inspectionBody,
        Organisation usingUnit,
        Organisation maintenanceUnit,
        Shown bound,
        Shown claimed,
        Shown blank,
        List<Other> more) {
    public Showcase {
        more = List.copyOf(more);
    }

    /**
     * A code to scan.
     *
     * @param text what stands behind the prefix
     * @param number its short number
     */
    public record Shown(String text, String number) {}

    /**
     * Another code to scan.
     *
     * @param what what it hangs on
     */
    public record Other(Text what, Shown code) {}

    void describe(FirstStartSheet sheet, String address) {
        sheet.line("");
        sheet.line("三个可扫的码 Three codes to scan：");
        code(sheet, address, "已绑定的电梯 on a lift", bound);
        code(sheet, address, "已领用 given out", claimed);
        code(sheet, address, "空白 blank", blank);
        if (!more.isEmpty()) {
            sheet.line("");
            sheet.line("还有 And more：");
            more.forEach(other ->
                    code(sheet, address, other.what().zh() + " " + other.what().en(), other.code()));
        }
    }

    private static void code(FirstStartSheet sheet, String address, String what, Shown shown) {
        sheet.line("");
        sheet.line("  " + what + "    编号 number " + shown.number());
        sheet.line("  " + address + "/s/" + shown.text());
        sheet.line("  " + address + "/n/" + shown.number());
    }
}
