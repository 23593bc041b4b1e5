/**
 * The facts the city's rules stand on, as dated tables shipped with the platform: catalogue, districts, posting positions,
 * identifier formats and regulations. An operator's file of the same name replaces a shipped one without a
 * release; a file that does not read is refused in words and the one before stays in force. What holds depends on the day
 * asked about, never on the day of the release.
 */
package org.teshema.engine.reference;
