/**
 * Turns what a side sees into HTML that needs no script: scan pages, forms, the console, problem pages. Every page is built
 * from plain records and maps of words by {@link org.teshema.web.Pages}; a template never meets a type of the engine, and
 * every value is escaped by the template engine. FreeMarker lives inside this bundle and nobody outside sees it.
 */
package org.teshema.web;
