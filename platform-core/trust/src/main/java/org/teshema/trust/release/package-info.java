/**
 * What a plugin's release is signed by: a record inside the jar that names every file with its SM3 digest, the signature of the
 * district's release key over it, and the signature of the city's gate key over both. Pure functions of bytes: who may sign for
 * which district, and until when, is known by whoever asks.
 *
 * <p>Signatures are SM2 over SM3 (GB/T 32918.2, GB/T 32905); record, roles and expiry follow the targets metadata of The Update
 * Framework. The file formats are told in {@code docs/formats/release.md}.
 */
package org.teshema.trust.release;
