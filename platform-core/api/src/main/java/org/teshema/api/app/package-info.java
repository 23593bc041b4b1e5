/**
 * What a scene app 场景应用 has beside its part in a scan: pages of its own, the devices of its district, jobs, tables and a way out to
 * other systems. A page is data, as a view is; the core decides who may see it, in which language and over which devices, and draws
 * it. Everything here can be written down and sent, so that the same app could run in another process.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.teshema.api.app;
