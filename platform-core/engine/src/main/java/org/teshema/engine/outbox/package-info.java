/**
 * What happened, told after it is committed. A business transaction writes an event as a row beside its own rows; the
 * {@link org.teshema.engine.outbox.Outbox} brings it to the listeners at least once, those of one subject in order, also
 * after a crash. A listener that fails is tried again for a while and never holds up events of other subjects.
 */
package org.teshema.engine.outbox;
