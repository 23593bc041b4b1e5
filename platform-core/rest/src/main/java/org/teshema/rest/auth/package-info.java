/**
 * How a request says who makes it: a bearer token in the header, or the same token in a cookie that scripts cannot read. A request
 * authenticated by cookie may change something only when it comes from a page of our own. Accounts and tokens themselves are the
 * engine's.
 */
package org.teshema.rest.auth;
