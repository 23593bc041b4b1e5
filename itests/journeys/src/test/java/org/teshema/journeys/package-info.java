/**
 * The platform as people meet it: the built distribution runs as a process of its own and everything is asked over HTTP. What comes
 * back is read by tools of others - zbar, Poppler, OpenSSL, promtool, the stand-alone verifier - and held against the published
 * contract. Classes here share one started platform for each database, and each brings its own people, devices and codes.
 */
package org.teshema.journeys;
