package org.teshema.engine.codes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.PluginTable;

/** Bumper cars of two to four cars, skids of up to three vessels, a pipeline with twenty code posts; everything else is single. */
final class Fairground implements PluginTable {
    private static final Position NOTICE = new Position("passenger-notice", new Text("乘客须知旁", "Beside the notice"));
    private static final Position BODY = new Position("on-body", new Text("设备本体上", "On the body"));

    @Override
    public Posting posting(Device device) {
        return new Posting(
                "特种设备码",
                List.of(device.membership().isPresent() ? BODY : NOTICE),
                60,
                80,
                new Text("3M 背胶", "3M adhesive"),
                Optional.empty());
    }

    @Override
    public Structure structure(CatalogueCode category, String district) {
        return switch (category.value()) {
            case "6A00" -> set(true, "car", "6A00", 2, 4, Certificate.MOTHERS);
            case "2150" -> set(false, "vessel", "2100", 1, 3, Certificate.OWN);
            case "8210" -> new Structure.Segments(new Text("汇总表", "Summary"), "pipeline/segment", 20);
            default -> new Structure.Single();
        };
    }

    private static MotherChild set(
            boolean always, String role, String node, int min, int max, Certificate certificate) {
        return new MotherChild(
                always,
                List.of(new ChildRole(
                        role, new Text("车辆", "Car"), Set.of(new CatalogueCode(node)), min, max, certificate)));
    }

    @Override
    public Optional<EntryKind> kind(String name) {
        return kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    @Override
    public List<EntryKind> kinds() {
        return CityKinds.all();
    }
}
