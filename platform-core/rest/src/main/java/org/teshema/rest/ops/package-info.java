/**
 * What the operator asks: is it alive, is it ready, what does it count, which plugins serve, which keys sign. Health and keys are public;
 * they tell no more than a visitor may know.
 */
package org.teshema.rest.ops;
