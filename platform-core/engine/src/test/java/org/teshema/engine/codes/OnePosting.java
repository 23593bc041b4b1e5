package org.teshema.engine.codes;

import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.Device;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.PluginTable;

/** A table that lets every label hang in the car or beside the door. */
final class OnePosting implements PluginTable {
    private static final Posting POSTING = new Posting(
            "上海智慧电梯",
            List.of(
                    new Position("car-interior", new Text("轿厢内显著位置", "Inside the car")),
                    new Position("landing-door", new Text("层门旁", "Beside the landing door"))),
            60,
            80,
            new Text("3M 背胶", "3M adhesive"),
            Optional.empty());

    @Override
    public Posting posting(Device device) {
        return POSTING;
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
