package org.teshema.door;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the list of what is shipped; the build of the distribution runs it. */
public final class ShippedListTool {
    private ShippedListTool() {}

    /** The folder of the distribution is the one argument. */
    public static void main(String... arguments) throws IOException {
        ShippedList.write(Path.of(arguments[0]));
    }
}
