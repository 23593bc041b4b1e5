/**
 * Lifts, escalators and moving walks: where their labels hang, when inspection 检验 and testing 检测 are due, and what a
 * maintenance visit covers. The figures are tables in the jar, each with its source, its days and whether it was
 * confirmed; code is only what no table can say of maintenance, and that help comes first for the public. A lift that the
 * archive knows too little of is told as unknown.
 */
package org.teshema.plugin.elevator;
