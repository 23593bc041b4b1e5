/**
 * Ratios against peers, measured in one run with both sides in turn. Each benchmark prints its figures and, as its last
 * line, one JSON object; it ends with 0 when its goal is met and with 3 when not. None of them is a test.
 */
package org.teshema.bench;
