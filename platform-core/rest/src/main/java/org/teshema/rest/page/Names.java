package org.teshema.rest.page;

import org.teshema.api.archive.Theme;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.codes.BatchState;
import org.teshema.engine.codes.HandOverState;
import org.teshema.engine.codes.Whereabouts;
import org.teshema.trust.keys.CodeClass;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** States and roles in words. */
public final class Names {
    private Names() {}

    static Text role(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> new Text("市局", "City bureau");
            case DISTRICT -> new Text("区局", "District bureau");
            case STATION -> new Text("市场监管所", "Supervision station");
            case INSPECTION_BODY -> new Text("检验检测机构", "Inspection body");
            case USING_UNIT -> new Text("使用单位", "Using unit");
            case MAINTENANCE_UNIT -> new Text("维保单位", "Maintenance unit");
        };
    }

    static Cell of(CodeState state) {
        return switch (state) {
            case ORDERED -> cell("已申请", "Ordered", Tone.PLAIN);
            case APPROVED -> cell("已批准", "Approved", Tone.PLAIN);
            case MADE -> cell("已制码", "Made", Tone.PLAIN);
            case PRINTED -> cell("已印制", "Printed", Tone.PLAIN);
            case STOCKED -> cell("在库", "In stock", Tone.PLAIN);
            case IN_TRANSIT -> cell("流转中", "In transit", Tone.WARNING);
            case CLAIMED -> cell("待绑定", "Awaiting binding", Tone.WARNING);
            case BOUND -> cell("已绑定", "Bound", Tone.GOOD);
            case SUSPENDED -> cell("已暂停", "Suspended", Tone.WARNING);
            case REPLACED -> cell("已换码", "Replaced", Tone.PLAIN);
            case REVOKED -> cell("已注销", "Withdrawn", Tone.BAD);
            case SPOILED -> cell("已作废", "Void", Tone.BAD);
        };
    }

    static Text of(Theme theme) {
        return switch (theme) {
            case DEVICE -> new Text("设备本体", "The device itself");
            case REGISTRATION -> new Text("登记", "Registration");
            case INSPECTION -> new Text("检验检测", "Inspections");
            case MAINTENANCE -> new Text("维保和自查", "Maintenance");
            case FAULT -> new Text("故障和事故", "Faults");
            case OTHER -> new Text("其他", "Others");
        };
    }

    static Text of(Whereabouts where) {
        return switch (where) {
            case IN_STOCK -> new Text("在库", "In stock");
            case IN_TRANSIT -> new Text("流转中", "In transit");
            case CLAIMED -> new Text("已领未绑", "Awaiting binding");
            case ON_DEVICES -> new Text("在设备上", "On devices");
        };
    }

    /** What codes are made for. */
    public static Text of(CodeClass occasion) {
        return switch (occasion) {
            case STOCK -> new Text("存量", "Devices in use");
            case NEW -> new Text("新增", "New devices");
            case REPLACEMENT -> new Text("补换", "Replacements");
        };
    }

    static Cell of(BatchState state) {
        return switch (state) {
            case ORDERED -> cell("待批准", "Awaiting approval", Tone.WARNING);
            case REJECTED -> cell("已驳回", "Rejected", Tone.BAD);
            case APPROVED -> cell("已批准", "Approved", Tone.PLAIN);
            case MADE -> cell("已制码", "Made", Tone.PLAIN);
            case PRINTED -> cell("已印制", "Printed", Tone.PLAIN);
            case STOCKED -> cell("已入库", "Stocked", Tone.GOOD);
        };
    }

    static Cell of(HandOverState state) {
        return switch (state) {
            case OFFERED -> cell("待接收", "Awaiting receipt", Tone.WARNING);
            case ACCEPTED -> cell("已接收", "Accepted", Tone.GOOD);
            case REFUSED -> cell("已拒收", "Refused", Tone.BAD);
            case WITHDRAWN -> cell("已撤回", "Withdrawn", Tone.PLAIN);
        };
    }

    static Cell of(DeviceStatus status) {
        return new Cell(
                StatusWords.of(status), Tone.valueOf(StatusWords.tone(status).name()), java.util.Optional.empty());
    }

    private static Cell cell(String zh, String en, Tone tone) {
        return new Cell(new Text(zh, en), tone, java.util.Optional.empty());
    }
}
