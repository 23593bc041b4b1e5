/**
 * Cranes, hoists and mechanical parking systems (catalogue 4000): where their labels hang, when they are inspected and what is
 * read after a scan, told by the tables beside this class. A fixed crane may bear its label near its rails, a mobile one on the
 * body alone; one that carries molten metal is inspected every year whatever it is. Every crane is one device with one code.
 */
package org.teshema.plugin.crane;
