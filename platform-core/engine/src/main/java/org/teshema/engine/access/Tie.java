package org.teshema.engine.access;

import java.util.Locale;
import org.teshema.api.text.Text;

/** What must tie somebody to an object, beside their role. What each means of a kind of object says {@link Thing}. */
public enum Tie {
    /** Nothing more. */
    ALL("全部", "all"),
    /** It is of their district. */
    DISTRICT("本区", "own district"),
    /** Their station supervises it. */
    STATION("本所", "own station"),
    /** Their unit uses it. */
    USER("本单位使用", "used by the own unit"),
    /** Their unit maintains it by a contract that holds today. */
    CONTRACT("合同有效期内", "by a contract that holds today"),
    /** Their body inspects it by a task that holds today. */
    TASK("任务有效期内", "by a task that holds today"),
    /** Their organisation holds it. */
    HOLDER("本单位保管", "held by the own organisation"),
    /** Their organisation gave it. */
    GIVER("本单位发出", "given by the own organisation"),
    /** It is on its way to their organisation. */
    RECEIVER("移交给本单位", "handed to the own organisation"),
    /** It was given out to their unit. */
    UNIT("发放给本单位", "given out to the own unit"),
    /** It is their own organisation, or that organisation's. */
    OWN("本单位", "own organisation"),
    /** It is of an organisation right under theirs. */
    UNDER("直属下级", "right under the own organisation"),
    /** They administer it. */
    ADMINISTRATOR("单位管理员", "as its administrator"),
    /** It is nobody's in particular. */
    OPEN("公开", "open to all"),
    /** It is still being installed. */
    NEW("安装中", "being installed");

    private final String zh;
    private final String en;

    Tie(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The tie in words. */
    public Text title() {
        return new Text(zh, en);
    }

    /** The tie of that word in the table. */
    static Tie of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
