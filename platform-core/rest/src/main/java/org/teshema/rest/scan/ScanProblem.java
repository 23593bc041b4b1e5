package org.teshema.rest.scan;

import org.teshema.api.text.Text;
import org.teshema.engine.scan.Verdict;

/** The types of problem that a scan of something other than a code in its normal life is answered with. Slugs are never renamed. */
public enum ScanProblem {
    /** The text is not that of a code. */
    MALFORMED("code-not-readable", Verdict.MALFORMED),
    /** Nothing of the kind is registered. */
    UNKNOWN("code-not-registered", Verdict.UNKNOWN),
    /** A code of somebody else. */
    OTHER_CITY("code-of-another-city", Verdict.OTHER_CITY),
    /** Not signed by this city. */
    FORGED("code-forged", Verdict.FORGED),
    /** Its key's time is over. */
    EXPIRED("code-out-of-date", Verdict.EXPIRED),
    /** Another code has taken its place. */
    REPLACED("code-replaced", Verdict.REPLACED),
    /** Withdrawn. */
    REVOKED("code-withdrawn", Verdict.REVOKED),
    /** Made void before it was bound. */
    SPOILED("code-void", Verdict.SPOILED),
    /** Genuine; the register cannot be read. */
    SIGNATURE_ONLY("register-away", Verdict.SIGNATURE_ONLY),
    /** The register cannot be read. */
    UNAVAILABLE("register-away", Verdict.UNAVAILABLE);

    private final String slug;
    private final Verdict verdict;

    ScanProblem(String slug, Verdict verdict) {
        this.slug = slug;
        this.verdict = verdict;
    }

    /** Its stable name. */
    public String slug() {
        return slug;
    }

    /** The HTTP status. */
    public int status() {
        return verdict.status();
    }

    /** In a word or two. */
    public Text title() {
        return verdict.word();
    }

    /** In a sentence. */
    public Text meaning() {
        return verdict.meaning();
    }

    /** The problem that a verdict is; only verdicts with a status other than 200 have one. */
    static ScanProblem of(Verdict verdict) {
        for (ScanProblem problem : values()) {
            if (problem.verdict == verdict) {
                return problem;
            }
        }
        throw new IllegalArgumentException("Not a problem: " + verdict);
    }
}
