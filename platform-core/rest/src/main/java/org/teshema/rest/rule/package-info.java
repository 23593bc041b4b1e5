/**
 * The rules over HTTP: which rows count and where they come from, a correction by the city, and what was due of a device on a day
 * under the rules of that day. Rules are law and open to everybody; what they say of a device is for those who may see it.
 */
package org.teshema.rest.rule;
