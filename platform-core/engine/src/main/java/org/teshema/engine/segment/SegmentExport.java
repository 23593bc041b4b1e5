package org.teshema.engine.segment;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Structure;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Writes the table of a unit's segments in the layout that {@link SegmentTable} takes in. Thread-safe. */
@Component(service = SegmentExport.class)
public final class SegmentExport {
    private final Segments segments;
    private final Devices devices;
    private final SwappedPluginTable table;

    /** Exports those segments. */
    @Activate
    public SegmentExport(
            @Reference Segments segments, @Reference Devices devices, @Reference SwappedPluginTable table) {
        this.segments = segments;
        this.devices = devices;
        this.table = table;
    }

    /** The forms a table goes out in. */
    public enum Form {
        /** Comma-separated, UTF-8 with a byte order mark. */
        CSV,
        /** A workbook of one sheet. */
        XLSX
    }

    /** A table ready to be written; writing touches no database. */
    @FunctionalInterface
    public interface Sheet {
        /** Writes it; the stream is flushed and left open. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * The table of a unit of the actor's scope, with the columns the actor may see.
     *
     * @throws Problem NOT_FOUND for a device out of scope; WRONG_STATE for one whose category no serving plugin gives segments
     */
    public Sheet sheet(Actor actor, long id, Form form) {
        DeviceFile file = devices.get(actor, id);
        Device device = file.device();
        Lane lane = table.toward(device, file.stationId());
        Structure.Segments structure = Optional.of(lane.structure(device.category(), device.district()))
                .filter(Structure.Segments.class::isInstance)
                .map(Structure.Segments.class::cast)
                .orElseThrow(SegmentExport::none);
        EntryKind kind = lane.kind(structure.kind()).orElseThrow(SegmentExport::none);
        Audience audience = Segments.audience(actor, file);
        List<Field> seen = kind.fields().stream()
                .filter(field -> field.readableBy(audience))
                .toList();
        List<List<Object>> rows =
                SegmentSheet.of(structure, kind).written(about(device), seen, segments.all(actor, id));
        return form == Form.CSV
                ? out -> Grid.writeCsv(rows, new OutputStreamWriter(out, StandardCharsets.UTF_8))
                : out -> Grid.writeXlsx(sheetName(structure), rows, out);
    }

    private static List<String> about(Device device) {
        var about = new ArrayList<String>();
        device.usingUnit().ifPresent(unit -> about.add("使用单位：" + unit.name()));
        about.add("登记单元：" + device.name());
        about.add("设备编号：" + device.id());
        return about;
    }

    /** At most 31 characters, none of which means something to a spreadsheet program. */
    private static String sheetName(Structure.Segments structure) {
        String name = structure.title().zh().replaceAll("[\\\\/*?:\\[\\]']", "");
        return name.isEmpty() ? "1" : name.substring(0, Math.min(31, name.length()));
    }

    private static Problem none() {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "该设备没有登记单元表，或提供该表的插件暂时不可用。",
                "The device has no table of segments, or the plugin that provides it is not there.");
    }
}
