/** Suspect labels over HTTP: a form for everybody, a list and a page for who looks into them. */
package org.teshema.rest.suspect;
