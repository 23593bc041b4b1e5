/**
 * Who read what is not for everybody, and what for: one line a day each in the log {@code teshema.reads}
 * ({@link org.teshema.rest.read.Reads}). A resource method says by {@link org.teshema.rest.read.Personal} that what it shows may be personal, or
 * by {@link org.teshema.rest.Call#personal} where that depends on what it shows.
 */
package org.teshema.rest.read;
