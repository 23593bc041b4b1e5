package org.teshema.api.category;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Text;

/**
 * Whether the conclusion of an inspection fits what was found: nothing passes with a serious finding, and what is to be put right is put
 * right until a day.
 */
final class GradeChecks {
    private static final Set<String> PASSED = Set.of(CityKinds.PASS, CityKinds.PASS_AGAIN);

    private GradeChecks() {}

    static List<Finding> of(String kind, Values values) {
        if (!kind.equals(CityKinds.INSPECTION.name())) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        boolean serious = values.text(CityKinds.SERIOUS).isPresent();
        if (serious && values.text(CityKinds.RESULT).filter(PASSED::contains).isPresent()) {
            findings.add(new Finding(
                    CityKinds.RESULT,
                    new Text(
                            "有严重问题的设备不得使用，结论不能是“合格”或“复检合格”。",
                            "With a serious finding the device must not be used: it has not passed.")));
        }
        boolean minor = values.text(CityKinds.MINOR).isPresent()
                || values.text(CityKinds.WATCHED).isPresent();
        if (minor && values.day(CityKinds.RECTIFY).isEmpty()) {
            findings.add(new Finding(
                    CityKinds.RECTIFY,
                    new Text("有须整改的问题，请写明整改期限。", "Something is to be put right: say until which day.")));
        }
        return findings;
    }
}
