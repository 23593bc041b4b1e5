package org.teshema.engine.account;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where somebody is on the network, no closer than they need to know it again themselves. Stateless. */
final class Network {
    private Network() {}

    /** The first three numbers of an IPv4 address, the first three groups of an IPv6 one; empty for anything else. */
    static String coarse(String client) {
        boolean literal = client.indexOf(':') >= 0 || client.matches("[0-9.]+");
        if (!literal) {
            return "";
        }
        try {
            byte[] address = InetAddress.getByName(client).getAddress();
            return address.length == 4
                    ? group(address[0]) + "." + group(address[1]) + "." + group(address[2]) + ".*"
                    : pair(address, 0) + ":" + pair(address, 2) + ":" + pair(address, 4) + ":*";
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static int group(byte one) {
        return one & 0xFF;
    }

    private static String pair(byte[] address, int at) {
        return Integer.toHexString((group(address[at]) << 8) | group(address[at + 1]));
    }
}
