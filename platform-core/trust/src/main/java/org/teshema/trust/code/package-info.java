/**
 * What is printed in a symbol and what it says when it is read: formats, the signed format v1, codes imported from
 * elsewhere, and the short number that people speak. A {@link org.teshema.trust.code.CodeReader} takes any scanned text,
 * however hostile, and answers genuine, look it up, or refused with a reason; the signature is checked before anybody asks
 * a database. Formats are readable for ever: {@code docs/formats} keeps one real sample of each.
 */
package org.teshema.trust.code;
