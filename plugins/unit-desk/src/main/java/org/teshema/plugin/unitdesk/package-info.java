/**
 * 单位服务, what a using unit reports and applies for: calibrations, operators and its maintainer; change, stop, restart, scrapping and
 * transfer. An application is submitted, accepted or returned, and decided by the authority responsible; what is granted stands in the
 * register in the same transaction. The truth lies in archive entries; a table of the app's own holds what the archive says of each.
 */
package org.teshema.plugin.unitdesk;
