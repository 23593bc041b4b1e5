package org.teshema.engine.host;

import java.time.Duration;

/**
 * What a host may take, and what is expected of it.
 *
 * @param heap of its Java heap, in MiB
 * @param addresses of its address space, in MiB: heap, code, stacks and everything else
 * @param startWithin it has made its plugin by then, or it is killed
 * @param answerWithin a call that nobody waits for any more ends so soon after it began, or the host is killed
 * @param deaths so many within {@code window} and it is not started again
 * @param window see {@code deaths}
 */
public record HostSettings(
        int heap, int addresses, Duration startWithin, Duration answerWithin, int deaths, Duration window) {
    /** What ships. */
    public static final HostSettings SHIPPED =
            new HostSettings(64, 1024, Duration.ofSeconds(30), Duration.ofSeconds(4), 6, Duration.ofMinutes(10));

    public HostSettings {
        if (heap < 16 || addresses < heap + 512 || deaths < 1) {
            throw new IllegalArgumentException(
                    "A host has at least 16 MiB of heap, 512 MiB of addresses beyond it, and one" + " death; not "
                            + heap + ", " + addresses + " and " + deaths);
        }
    }
}
