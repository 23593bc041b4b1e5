package org.teshema.faults.gallery;

import java.util.List;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Declares an entry kind of the city as its own, with other fields: a corrupt schema. */
public final class DeclaresOthersKind extends FaultyApp {
    @Override
    public List<EntryKind> kinds() {
        return List.of(
                new EntryKind("inspection", 1, new Text("检验", "Inspection"), List.of(), Set.of(Audience.GOVERNMENT)));
    }

    /** As a container makes it. */
    public DeclaresOthersKind() {
        super("declares-others-kind");
    }

    @Override
    View misbehave(ScanContext context) {
        return notice("never asked");
    }
}
