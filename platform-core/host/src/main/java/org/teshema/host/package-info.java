/**
 * The process a hosted plugin lives in: it loads one jar, makes its plugin, and answers the platform's calls over the socket it was
 * given. The plugin finds the same API as in the platform's own process and cannot tell the difference. Nothing here protects the
 * platform: what protects it is that this process can reach nothing else.
 */
package org.teshema.host;
