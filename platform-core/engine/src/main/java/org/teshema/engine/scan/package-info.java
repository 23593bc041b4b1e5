/**
 * The scan desk: somebody holds up a code and is told what it is. The signature is verified first, one prepared statement
 * brings the rest, the verdict stands, and only then plugins are asked what they would add for this reader. The answer is
 * a tree of plain records that a page, JSON or a linkset can be made of; a missing plugin or a missing database makes it
 * shorter and never makes it an error.
 */
package org.teshema.engine.scan;
