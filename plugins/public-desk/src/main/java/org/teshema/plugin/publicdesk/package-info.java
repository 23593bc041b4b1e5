/**
 * 公众服务, what the public may do after a scan without logging in: raise an alarm, report a fault, complain, report a suspect label, ask
 * how their case stands, and learn. Using units, maintenance units and authorities answer; a board shows what is open. The truth lies in
 * archive entries; tables of the app's own hold the numbers that people were given, and what the archive says of each case.
 */
package org.teshema.plugin.publicdesk;
