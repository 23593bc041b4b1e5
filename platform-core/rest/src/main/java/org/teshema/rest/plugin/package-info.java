/** The plugins of the running system, as operators see them: stage, reason and figures. Plugins come and go by their jars, never through here. */
package org.teshema.rest.plugin;
