/**
 * Every error as RFC 9457 problem details: a stable type, what was wrong and what to do in Chinese and English, and the field it is about.
 * What the engine throws, what the JSON reader meets and what HTTP itself objects to all end here; a person with a browser gets the same as
 * a page. Nobody is ever shown a stack trace.
 */
package org.teshema.rest.problem;
