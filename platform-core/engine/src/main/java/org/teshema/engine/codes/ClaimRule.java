package org.teshema.engine.codes;

import java.util.Objects;
import org.teshema.api.device.OrganisationKind;
import org.teshema.trust.keys.CodeClass;

/**
 * Who gives out codes of which class, and what they must say: one row of {@link LifeCycle#claimRules()}.
 *
 * @param codeClass class of the batch
 * @param role of the giver
 * @param ranges whether many may be given out at once; else one code at a time
 * @param device whether the device must be named
 * @param reason whether a reason must be given
 */
public record ClaimRule(CodeClass codeClass, OrganisationKind role, boolean ranges, boolean device, boolean reason) {
    public ClaimRule {
        Objects.requireNonNull(codeClass, "codeClass");
        Objects.requireNonNull(role, "role");
    }
}
