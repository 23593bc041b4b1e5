/**
 * The plugins of the running system, as operators see them: stage, reason and figures; and the one door they come in by: release keys,
 * signed releases, and what is to run on every node.
 */
package org.teshema.rest.plugin;
