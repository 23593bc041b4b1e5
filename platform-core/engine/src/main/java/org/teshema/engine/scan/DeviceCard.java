package org.teshema.engine.scan;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.Device;
import org.teshema.api.text.Text;

/**
 * What is shown of the device a code is bound to.
 *
 * @param device its few facts, which everybody may read
 * @param category name of its catalogue node
 * @param districtName name of its district
 * @param plugin name of the category plugin that answers for it
 */
public record DeviceCard(Device device, Text category, Text districtName, Optional<String> plugin) {
    public DeviceCard {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(districtName, "districtName");
        Objects.requireNonNull(plugin, "plugin");
    }
}
