package org.teshema.api.app;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The devices of the app's district, all of the city's for an app of the city's, as far as whoever reads the page may see
 * them: an authority those it supervises, a unit or body its own, the public none. Nobody reads in a scan: there it is empty.
 * Entries are of the city's kinds and the app's own, with the fields the reader may see. Thread-safe; each call is one
 * query, however many devices it gives.
 */
@ProviderType
public interface Devices {
    /** The devices that are asked for, in the order they were registered. A cursor that is none of the platform's begins anew. */
    Listing<KnownDevice> list(DeviceQuery query);

    /**
     * Entries by the value of one field, the least value first, each with its device. Empty where the kind is not the app's to
     * read, or the field not the reader's: finding by it would tell it.
     *
     * @throws IllegalArgumentException for a field that the kind does not have or that is not indexed (words of more than 64
     *     characters), or a bound that is no value of it
     */
    Listing<KnownEntry> entries(EntryQuery query);
}
