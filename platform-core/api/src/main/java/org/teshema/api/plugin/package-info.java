/**
 * What a plugin is: one service object in one plain jar, registered as {@link org.teshema.api.plugin.Plugin}. The core
 * checks it at the gate, hands it a {@link org.teshema.api.plugin.Platform}, asks it for views under a time limit, and
 * lets it go without anybody noticing. A plugin sees {@code java.*}, {@code org.teshema.api.*} and {@code org.slf4j} only.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.teshema.api.plugin;
