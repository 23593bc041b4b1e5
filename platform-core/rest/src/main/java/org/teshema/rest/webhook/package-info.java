/** The outgoing webhook of an organisation over HTTP: for programs as JSON, for people as a page. */
package org.teshema.rest.webhook;
