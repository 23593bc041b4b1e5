/**
 * District hosts: plugins that live in a process of their own, which can reach nothing but the socket to this one. A host is started,
 * watched, killed when it does not answer and started again; the gate, the guard and the table see a plugin like any other. What the
 * plugin asks while it is called is answered on the thread that calls it, for whoever reads there, and for nobody else.
 */
package org.teshema.engine.host;
