package org.teshema.rest.scan;

import java.util.Optional;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.OfferedAction;
import org.teshema.rest.Call;

/** Finds out who signs an action beside whoever sends it. */
public final class Signers {
    private Signers() {}

    /** Whose login and password these are. */
    public interface Prover {
        /** The account, for one deed. */
        Actor prove(String login, String password, String client);
    }

    /**
     * Who signs; empty where the action wants nobody's signature.
     *
     * @throws Problem INVALID in the signer where none proves to be somebody; THROTTLED after too many wrong passwords
     */
    public static Optional<Actor> of(OfferedAction offered, Optional<SignerJson> signer, Call call, Prover prover) {
        if (offered.action().draft().signer().isEmpty()) {
            return Optional.empty();
        }
        String login = signer.map(SignerJson::login).orElse("");
        String password = signer.map(SignerJson::password).orElse("");
        try {
            return Optional.of(prover.prove(login, password, call.client()));
        } catch (Problem e) {
            if (e.type() != ProblemType.UNAUTHENTICATED) {
                throw e;
            }
            throw Problem.inField(
                    ProblemType.INVALID,
                    ActionDesk.SIGNER,
                    e.detail().zh(),
                    e.detail().en());
        }
    }
}
