package org.teshema.api.plugin;

import java.util.List;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** An application of a district's own 场景应用, or of the city's: it joins the scans of devices in its district. */
public non-sealed interface SceneApp extends Plugin {
    /** The card that introduces it: one sentence. Called once, at the gate. */
    Text card();

    /** Links it adds to the linkset of the scanned code. */
    default List<Link> links(ScanContext context) {
        return List.of();
    }

    /** What it adds to the scan page; by default nothing. */
    @Override
    default View view(ScanContext context) {
        return View.empty();
    }
}
