/**
 * Scene apps at work outside a scan: who may open which page, what a page answers, and what an app hears of. The app says what is
 * shown and the desk decides who reads it, over which devices, and what they may do. An app that does not answer costs its own
 * page, and its own events, and nothing else.
 */
package org.teshema.engine.app;
