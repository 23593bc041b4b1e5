/**
 * The life of a code: ordered, approved, made and signed, printed, taken into stock, handed from holder to holder, given out
 * to a using unit, bound to a device, and one day replaced, revoked or spoiled. {@link org.teshema.engine.codes.LifeCycle} is
 * the one table that says who may move a code from where to where; every service here asks it inside the transaction that
 * moves the code. Codes are made and moved in bulk by the database's own means, and at any moment every code that was made
 * is accounted for.
 */
package org.teshema.engine.codes;
