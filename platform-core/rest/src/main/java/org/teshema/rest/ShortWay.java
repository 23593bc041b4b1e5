package org.teshema.rest;

/**
 * A resource that also answers its most frequent request itself, past JAX-RS, whose dispatching costs more than such an answer. What it
 * answers is what JAX-RS would have answered: both call the same method of the resource. Thread-safe.
 */
public interface ShortWay {
    /** The operation that has the short way, by the name the contract calls it. */
    String operation();

    /** Whether a GET of this raw path may take it. */
    boolean leadsTo(String path);

    /** The reply to that GET. Throws what the resource throws. */
    Reply get(Call call, String path);
}
