package org.teshema.web;

/** Where photos lie, for whoever serves them and whoever leads to them. */
public final class PhotoPath {
    /** Of all of them. */
    public static final String ALL = "/api/v1/photos";

    private PhotoPath() {}

    /** Where the photo of that digest is. */
    public static String of(String digest) {
        return ALL + "/" + digest;
    }
}
