/**
 * 监督检查, what an authority does at a device: an inspection begun by a scan and ticked item by item, a safety order 特种设备安全监察指令书
 * with a number of its district where something is wrong, the using unit's answer, and the recheck that closes the order. Everything is
 * an archive entry; how far an order is, is read from the archive alone.
 */
package org.teshema.plugin.supervision;
