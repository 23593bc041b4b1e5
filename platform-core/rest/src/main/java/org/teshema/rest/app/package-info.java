/**
 * The pages of scene apps, under one path of the core's: what an app answers as data becomes a page for people or JSON for programs. A form
 * is sent to where its page lies, and appends one entry to the archive of the page's device.
 */
package org.teshema.rest.app;
