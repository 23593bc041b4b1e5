package org.teshema.engine.codes;

import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;

/** States and roles as people call them: for messages, shell and pages. */
public final class Words {
    private Words() {}

    /** The state in words. */
    public static Text of(CodeState state) {
        return switch (state) {
            case ORDERED -> new Text("已申请", "ordered");
            case APPROVED -> new Text("已批准", "approved");
            case MADE -> new Text("已制码", "made");
            case PRINTED -> new Text("已印制", "printed");
            case STOCKED -> new Text("在库", "in stock");
            case IN_TRANSIT -> new Text("流转中", "in transit");
            case CLAIMED -> new Text("已领用", "claimed");
            case BOUND -> new Text("已绑定", "bound");
            case SUSPENDED -> new Text("已暂停", "suspended");
            case REPLACED -> new Text("已换码", "replaced");
            case REVOKED -> new Text("已注销", "revoked");
            case SPOILED -> new Text("已作废", "spoiled");
        };
    }

    /** The role in words. */
    public static Text of(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> new Text("市局", "city bureau");
            case DISTRICT -> new Text("区局", "district bureau");
            case STATION -> new Text("市场监管所", "station");
            case INSPECTION_BODY -> new Text("检验检测机构", "inspection body");
            case USING_UNIT -> new Text("使用单位", "using unit");
            case MAINTENANCE_UNIT -> new Text("维保单位", "maintenance unit");
        };
    }
}
