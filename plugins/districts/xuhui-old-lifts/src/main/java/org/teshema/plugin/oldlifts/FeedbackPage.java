package org.teshema.plugin.oldlifts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** The page of one lift: how it stands, where residents say what they wish, and the unit tells what was decided. */
final class FeedbackPage {
    private static final Action GIVE =
            new Action("give", new Text("提意见", "Say what you think"), OldLift.FEEDBACK, Set.of(Audience.values()));
    private static final Action PLAN = new Action(
            "plan",
            new Text("登记更新安排", "Record the renewal"),
            OldLift.PLAN,
            Set.of(Audience.USING_UNIT, Audience.GOVERNMENT));

    PageView of(ScanContext lift) {
        Optional<OldLift> old = OldLift.of(lift);
        if (old.isEmpty()) {
            return PageView.of(List.of(new Section.Notice(
                    new Text("未列入清单", "Not on the list"),
                    new Text("本梯未达到列入老旧电梯清单的年限。", "This lift has not reached the age at which it is listed."),
                    Tone.PLAIN)));
        }
        var notice = new Section.Notice(
                new Text("请您提意见", "Tell us"),
                new Text(
                        "意见不记名，请勿填写姓名和电话；只供使用单位和区市场监管局参考。被困请拨打 110，不要在此填写。",
                        "Nothing you send carries your name; please give neither name nor telephone. The using unit and the"
                                + " district read it. Trapped? Call 110, do not write here."),
                Tone.PLAIN);
        return new PageView(List.of(old.get().facts(), notice), List.of(), List.of(GIVE, PLAN), Optional.empty());
    }
}
