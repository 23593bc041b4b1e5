package org.teshema.engine.codes;

import org.teshema.api.text.Text;
import org.teshema.engine.access.Deed;

/** What somebody does to codes; each step of {@link LifeCycle} is one of these. */
public enum CodeAction {
    /** Ask for a batch 申请. */
    ORDER("申请制码", "order codes"),
    /** Agree to an order 批准. */
    APPROVE("批准申请", "approve an order"),
    /** Decline an order 驳回. */
    REJECT("驳回申请", "reject an order"),
    /** Create and sign the codes of a batch 制码. */
    MAKE("制码", "make codes"),
    /** Print a batch and read every symbol back 印制. */
    PRINT("印制", "print a batch"),
    /** Take a printed batch into stock 入库. */
    STOCK("入库", "take a batch into stock"),
    /** Offer a range to the next holder 移交. */
    OFFER("移交", "hand codes over"),
    /** Confirm a hand-over as its receiver 接收. */
    ACCEPT("确认接收", "accept a hand-over"),
    /** Decline a hand-over as its receiver 拒收. */
    REFUSE("拒收", "refuse a hand-over"),
    /** Take an unanswered hand-over back 撤回. */
    WITHDRAW("撤回移交", "withdraw a hand-over"),
    /** Give codes out to a using unit 发放. */
    CLAIM("发放", "give codes out"),
    /** Post the label and tie the code to its device 绑码. */
    BIND("绑码", "bind a code"),
    /** Take the last binding of a sitting back 撤销绑码. */
    UNBIND("撤销绑码", "take a binding back"),
    /** Interrupt the use of a bound code 暂停. */
    SUSPEND("暂停使用", "suspend a code"),
    /** Let a suspended code go on 恢复. */
    RESUME("恢复使用", "resume a code"),
    /** Put another code in this one's place 换码. */
    REPLACE("换码", "replace a code"),
    /** Withdraw a bound code for good 注销. */
    REVOKE("注销", "revoke a code"),
    /** Write off a damaged or lost code that is not bound 作废. */
    SPOIL("作废", "write codes off");

    private final String zh;
    private final String en;

    CodeAction(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The same in the table of who may. */
    Deed deed() {
        return Deed.valueOf("CODE_" + name());
    }

    /** The action in words. */
    public Text title() {
        return new Text(zh, en);
    }
}
