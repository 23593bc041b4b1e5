/**
 * Codes over HTTP: batches from order to stock, custody by range, claims, bindings, and the balance of them all. A resource
 * is a path, its parameters and one call of the engine; who may do what is the engine's life cycle and is not asked here.
 * Ids are strings, ranges are a batch with its first and last serial, and a code is named by its number or its symbol's text.
 * What people do with codes in a browser are forms beside the lists, made by {@link org.teshema.rest.codes.CodeForm}: the same calls.
 */
package org.teshema.rest.codes;
