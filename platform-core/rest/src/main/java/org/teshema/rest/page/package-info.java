/**
 * The pages for people: the first page, log-in, lists by role, how to verify a code, what a problem means. They ask the same services as
 * the API and never more than the reader may see; everything works without script, and a form changes something only when it was sent from
 * one of our own pages.
 */
package org.teshema.rest.page;
