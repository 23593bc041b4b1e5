/** The smallest real plugin: one class that serves forklift trucks. Copy the folder, rename, and go on from there. */
package org.teshema.plugin.template;
