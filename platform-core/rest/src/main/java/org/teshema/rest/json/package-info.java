/**
 * JSON in and out, one configuration for the whole platform. Names are in camel case, instants are ISO 8601 in UTC, ids are strings, what
 * is absent is left out. What comes in is read strictly: an unknown name, a missing one, a value of another type or text after the end is
 * told to the asker with the path of the field.
 */
package org.teshema.rest.json;
