package org.teshema.trust.release;

/** Who signs a release. Both must: neither a district alone nor the gate alone brings code into the platform. */
public enum ReleaseRole {
    /** The release key of the district, or of the city for the city's own plugins: answers for the content. */
    DISTRICT("district"),
    /** The city's gate key: the checks of the gate were passed. */
    CITY("city");

    private final String word;

    ReleaseRole(String word) {
        this.word = word;
    }

    /** Path of its signature inside the jar. */
    public String path() {
        return ReleaseRecord.PATH + "." + word + ".sig";
    }
}
