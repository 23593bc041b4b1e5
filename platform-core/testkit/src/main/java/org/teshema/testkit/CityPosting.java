package org.teshema.testkit;

import java.util.List;
import java.util.Optional;
import org.teshema.api.device.Device;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;

/** A posting such as the city's table gives, for an aspect to narrow. */
final class CityPosting {
    private CityPosting() {}

    static Posting of(Device device) {
        return new Posting(
                device.category().value().startsWith("3") ? "上海智慧电梯" : "特种设备码",
                List.of(
                        new Position("on-body", new Text("设备本体上", "On the device itself")),
                        new Position("nearby-wall", new Text("设备附近墙壁", "On a wall near the device"))),
                80,
                100,
                new Text("亚克力", "Acrylic"),
                Optional.empty());
    }
}
