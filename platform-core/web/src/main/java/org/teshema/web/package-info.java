/**
 * Turns what a side sees into HTML that needs no script: scan pages, forms, the console, problem pages. {@link org.teshema.web.Pages} makes
 * every page from a record of this package, and a template is given nothing but maps, lists and strings, each of which is escaped as it is
 * written. FreeMarker lives inside this bundle and nobody outside sees it.
 */
package org.teshema.web;
