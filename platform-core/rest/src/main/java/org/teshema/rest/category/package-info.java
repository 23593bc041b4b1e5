/**
 * The kinds of equipment over HTTP, as the plugins that serve tell them: where labels hang, what codes stand for, what is kept and
 * when what is due. Nothing here is anybody's data, so everybody may read it.
 */
package org.teshema.rest.category;
