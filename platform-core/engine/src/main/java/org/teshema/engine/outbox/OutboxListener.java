package org.teshema.engine.outbox;

/**
 * Hears of what happened. Registered as a service; called on the outbox's one thread, so an implementation MUST return
 * soon. An event may come again after a crash or after another listener failed. What is thrown means: not heard, tell me
 * again; the subject's later events wait, and after ten tries over about ten minutes the event is given up.
 */
@FunctionalInterface
public interface OutboxListener {
    /** An event; those of one subject come in the order of their ids. */
    void heard(OutboxEvent event);
}
