package org.teshema.api.device;

/** What an organisation is. Plugins listen to it: new values may come. */
public enum OrganisationKind {
    /** The city's bureau 市局: makes codes, is the only root of trust. */
    CITY_BUREAU,
    /** A district's bureau 区局, or one of the two areas treated as one. */
    DISTRICT,
    /** A market supervision station 市场监管所 of a district. */
    STATION,
    /** An inspection body 检验检测机构. */
    INSPECTION_BODY,
    /** A using unit 使用单位. */
    USING_UNIT,
    /** A maintenance unit 维保单位. */
    MAINTENANCE_UNIT
}
