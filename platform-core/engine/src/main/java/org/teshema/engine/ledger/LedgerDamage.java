package org.teshema.engine.ledger;

/** The stored tree lacks something it must have, so no answer can be computed from it. */
final class LedgerDamage extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LedgerDamage(String what) {
        super("账本数据不完整 / the stored ledger is damaged: " + what);
    }
}
