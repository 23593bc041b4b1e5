/**
 * QR symbols (ISO/IEC 18004, GB/T 18284): text in, modules out, and back again from what was drawn. The writer is our
 * own and fast, because a city prints a million of them; ZXing is its oracle in the tests and its stand-in for symbols
 * above version 10. The reader never sees the writer's matrix: it gets the shapes of a drawing and must find, sample and
 * decode the symbol in them as a camera would.
 */
package org.teshema.trust.symbol;
