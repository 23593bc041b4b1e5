/**
 * How a request says who makes it: a bearer token in the header, or the same token in a cookie that scripts cannot read. What a
 * browser sends with that cookie, or as a form, changes something only when a page of our own made it; one filter before all resources
 * sees to that. Accounts and tokens themselves are the engine's.
 */
package org.teshema.rest.auth;
