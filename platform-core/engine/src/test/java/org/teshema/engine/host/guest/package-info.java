/** Plugins that the tests put into a host; each class here is packed into one jar. None of them ships. */
package org.teshema.engine.host.guest;
