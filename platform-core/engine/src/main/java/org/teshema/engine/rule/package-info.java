/**
 * The rules of all plugins and what comes of them: which rows count and who said so, what was due of a device on a day, what a
 * proposed row would have done, and what is due of all devices. Every reading is the plugin's own answer to a context made here;
 * nothing here knows a category or reckons a date.
 */
package org.teshema.engine.rule;
