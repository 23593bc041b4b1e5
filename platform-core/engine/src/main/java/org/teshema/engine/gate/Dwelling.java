package org.teshema.engine.gate;

/** Where one plugin lives, as far as the gate and the guard must know. Implementations MUST be thread-safe. */
public interface Dwelling {
    /** This process. */
    Dwelling HERE = new Dwelling() {
        @Override
        public Tier tier() {
            return Tier.IN_PROCESS;
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public long restarts() {
            return 0;
        }
    };

    /** Which kind of place it is. */
    Tier tier();

    /** Whether it can be called now. Who is not there is left out of answers, with a gap, and it is no fault. */
    boolean isThere();

    /** How often its process was started again. */
    long restarts();
}
