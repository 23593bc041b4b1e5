package org.teshema.engine.device;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Organisation;
import org.teshema.engine.account.Actor;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.sheet.Guarded;

/**
 * Writes the devices of an actor's scope as CSV, a thousand at a time, so that the whole city costs no more memory than a
 * page. Thread-safe.
 */
@Component(service = DeviceExport.class)
public final class DeviceExport {
    private static final int AT_A_TIME = 1_000;

    private final Devices devices;
    private final Catalogue catalogue;
    private final Districts districts;

    /** Exports those devices. */
    @Activate
    public DeviceExport(@Reference Devices devices, @Reference Catalogue catalogue, @Reference Districts districts) {
        this.devices = devices;
        this.catalogue = catalogue;
        this.districts = districts;
    }

    /**
     * Writes the devices the filter asks for, in the order of ids, with a heading. The text begins with a byte order mark,
     * by which spreadsheet programs know UTF-8.
     *
     * @param out written to and flushed, not closed
     */
    public void write(Actor actor, DeviceFilter filter, Writer out) throws IOException {
        out.write('\uFEFF');
        var csv = new CSVPrinter(
                out,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(
                                "编号",
                                "设备种类代码",
                                "设备种类",
                                "区",
                                "设备名称",
                                "地点",
                                "状态",
                                "使用单位",
                                "统一社会信用代码",
                                "维保单位",
                                "检验机构",
                                "设备代码",
                                "使用登记证编号")
                        .get());
        long after = 0;
        for (List<DeviceFile> some = devices.after(actor, filter, after, AT_A_TIME);
                !some.isEmpty();
                some = devices.after(actor, filter, after, AT_A_TIME)) {
            for (DeviceFile file : some) {
                write(csv, file);
            }
            after = some.get(some.size() - 1).id();
        }
        csv.flush();
    }

    private void write(CSVPrinter csv, DeviceFile file) throws IOException {
        var device = file.device();
        csv.printRecord(
                device.id(),
                device.category(),
                catalogue.find(device.category()).map(n -> n.name().zh()).orElse(""),
                districts.find(device.district()).map(d -> d.name().zh()).orElse(device.district()),
                Guarded.text(device.name()),
                Guarded.text(device.place()),
                device.status(),
                Guarded.text(device.usingUnit().map(Organisation::name).orElse("")),
                device.usingUnit().flatMap(Organisation::creditCode).orElse(""),
                Guarded.text(device.maintenanceUnit().map(Organisation::name).orElse("")),
                Guarded.text(file.inspectionBody().map(Organisation::name).orElse("")),
                identifier(file, "equip_code"),
                identifier(file, "use_cert"));
    }

    private static String identifier(DeviceFile file, String kind) {
        return file.identifiers().stream()
                .filter(i -> i.kind().equals(kind) && i.until().isEmpty())
                .map(Identifier::value)
                .findFirst()
                .orElse("");
    }
}
