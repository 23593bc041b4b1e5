/**
 * What a plugin's author tests with: {@link org.teshema.testkit.PluginContract}, which every plugin's test extends, a
 * platform in memory, and contexts to scan with. It never ships; it needs nothing but the API and JUnit.
 */
package org.teshema.testkit;
