package org.teshema.engine.access;

/**
 * What there is to be seen and done in the platform. Who may, and of what, stands in the table {@code access.csv}, one row a deed; a
 * deed without a row cannot be asked for.
 */
public enum Deed {
    /** 查看设备、列表、计数、图表和导出: see devices, their lists, counts, charts and exports. */
    SEE_DEVICE,
    /** 查看设备档案: see the archives of devices. */
    SEE_ARCHIVE,
    /** 写入档案: write into archives (each kind names its writers). */
    WRITE_ARCHIVE,
    /** 查看登记单元和里程: see registration units and their lengths. */
    SEE_SEGMENTS,
    /** 查看绑定记录和连续绑码: see bindings and sittings. */
    SEE_BINDING,
    /** 查看维保合同和检验任务: see contracts and tasks. */
    SEE_ENGAGEMENT,
    /** 查看期限和到期统计: see clocks and what is due. */
    SEE_DUE,
    /** 录入设备: enter devices. */
    ENTER_DEVICE,
    /** 变更登记信息: change what the register says. */
    CHANGE_DEVICE,
    /** 变更名称、地点和坐标: change name, place and coordinates. */
    DESCRIBE_DEVICE,
    /** 过户和移装: transfer devices. */
    TRANSFER_DEVICE,
    /** 办理成套关系: put sets together. */
    JOIN_SET,
    /** 登记维保合同: write a maintenance contract down. */
    AGREE_CONTRACT,
    /** 下达检验任务: give an inspection task. */
    GIVE_TASK,
    /** 试算规则: try rules on history. */
    REPLAY_RULE,
    /** 更正规则: correct rules. */
    CORRECT_RULE,
    /** 查看码: see codes. */
    SEE_CODE,
    /** 取用一枚码: take one code in hand. */
    HANDLE_CODE,
    /** 查看批次: see batches. */
    SEE_BATCH,
    /** 取印制文件: take the files of a printed batch. */
    TAKE_PRINT_FILE,
    /** 查看领码记录: see what was given out. */
    SEE_CLAIM,
    /** 查看交接单: see hand-overs. */
    SEE_HAND_OVER,
    /** 查看码的收支平衡: see the balance of codes. */
    SEE_BALANCE,
    /** 查看照片: see photos (those of bindings and fields one sees as well). */
    SEE_PHOTO,
    /** 上传照片: add photos. */
    ADD_PHOTO,
    /** 查看单位: see organisations. */
    SEE_ORGANISATION,
    /** 录入区局: enter district bureaus. */
    ENTER_DISTRICT,
    /** 录入监管所: enter stations. */
    ENTER_STATION,
    /** 录入检验检测机构: enter inspection bodies. */
    ENTER_INSPECTION_BODY,
    /** 录入使用单位: enter using units. */
    ENTER_USING_UNIT,
    /** 录入维保单位: enter maintenance units. */
    ENTER_MAINTENANCE_UNIT,
    /** 将单位置于市局之下: put organisations under the city. */
    PUT_UNDER_CITY,
    /** 查看账号: see accounts. */
    SEE_ACCOUNT,
    /** 开设和停用账号: make accounts and switch them off. */
    MAKE_ACCOUNT,
    /** 查看人员任职: see for whom people act. */
    SEE_MEMBERSHIP,
    /** 登记、变更和终止人员任职: enter people of an organisation, change their roles and end them. */
    GIVE_MEMBERSHIP,
    /** 切换所代表的单位: switch between the organisations one acts for. */
    SWITCH_ORGANISATION,
    /** 修改本人密码: change the own password. */
    CHANGE_PASSWORD,
    /** 查看和结束本人的登录: see the own log-ins and end them. */
    HANDLE_SESSION,
    /** 凭密码和恢复码重置本人第二步验证: reset the own second factor with password and recovery code. */
    RESET_OWN_FACTOR,
    /** 重置他人第二步验证: reset the second factor of others. */
    RESET_FACTOR,
    /** 查看和办结收件箱事项: see the inbox and mark its items as done. */
    SEE_INBOX,
    /** 设置消息推送: set where messages of the organisation are sent. */
    HANDLE_WEBHOOK,
    /** 举报可疑标牌: tell of a suspect label. */
    REPORT_SUSPECT_LABEL,
    /** 核查可疑标牌举报: look into suspect labels. */
    SEE_SUSPECT_LABEL,
    /** 打开场景应用页面: open pages of apps (each page names its readers). */
    OPEN_APP,
    /** 查看作业情况: see how jobs stand. */
    SEE_JOB,
    /** 发布、上线、试行、回退和停用插件: release, install, try, roll back and stop plugins. */
    HANDLE_PLUGIN,
    /** 登记和吊销发布密钥: register and revoke release keys. */
    HANDLE_RELEASE_KEY,
    /** 决定插件在哪里运行: decide where plugins run. */
    CHOOSE_TIER,
    /** 申请制码: order codes. */
    CODE_ORDER,
    /** 批准申请: approve orders. */
    CODE_APPROVE,
    /** 驳回申请: reject orders. */
    CODE_REJECT,
    /** 制码: make codes (from the plan's days on). */
    CODE_MAKE,
    /** 印制: print batches. */
    CODE_PRINT,
    /** 入库: take batches into stock. */
    CODE_STOCK,
    /** 移交: hand codes over. */
    CODE_OFFER,
    /** 确认接收: accept hand-overs. */
    CODE_ACCEPT,
    /** 拒收: refuse hand-overs. */
    CODE_REFUSE,
    /** 撤回移交: withdraw hand-overs. */
    CODE_WITHDRAW,
    /** 发放: give codes out (by class of code). */
    CODE_CLAIM,
    /** 绑码: bind codes. */
    CODE_BIND,
    /** 撤销绑码: take bindings back. */
    CODE_UNBIND,
    /** 暂停使用: suspend codes. */
    CODE_SUSPEND,
    /** 恢复使用: resume codes. */
    CODE_RESUME,
    /** 换码: replace codes. */
    CODE_REPLACE,
    /** 注销: revoke codes. */
    CODE_REVOKE,
    /** 作废: write codes off. */
    CODE_SPOIL
}
