package org.teshema.api.scan;

/** The four sides that use a code 四侧. Roles live inside a side. */
public enum Side {
    /** Enterprises 企业: using and maintenance units. */
    ENTERPRISE,
    /** Government 政府: city, districts and their stations. */
    GOVERNMENT,
    /** Inspection and testing 检验检测. */
    INSPECTION,
    /** Everybody else 公众. */
    PUBLIC
}
