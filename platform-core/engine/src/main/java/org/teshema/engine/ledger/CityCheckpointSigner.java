package org.teshema.engine.ledger;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.codes.CityKeys;
import org.teshema.trust.sm.Signer;

/** Signs with the ledger key of the city's key ring, under the name of the host in the city's codes. */
@Component(service = CheckpointSigner.class)
public final class CityCheckpointSigner implements CheckpointSigner {
    private final CityKeys keys;

    /** Signs with these keys. */
    @Activate
    public CityCheckpointSigner(@Reference CityKeys keys) {
        this.keys = keys;
    }

    @Override
    public String origin() {
        return keys.prefix().host() + "/ledger";
    }

    @Override
    public Signer signer() {
        return keys.ledger();
    }
}
