package org.teshema.rest.scan;

/**
 * Somebody beside whoever sends a request, for whose deed it is.
 *
 * @param login their login
 * @param password their password, which is looked at and kept nowhere
 */
public record SignerJson(String login, String password) {
    @Override
    public String toString() {
        return "SignerJson[" + login + "]";
    }
}
