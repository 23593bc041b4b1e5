/**
 * Sets 成套: a mother device and its children in roles, as the category plugin's structures say. A child has one mother at a
 * time, a mother is nobody's child, and both belong to one using unit and district; each step stands in the archives of both.
 * What the codes of a set answer is the scan desk's business, how they are bound that of the codes.
 */
package org.teshema.engine.family;
