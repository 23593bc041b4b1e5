package org.teshema.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Looks for a way to other machines by each way that a Java program has, and tells what it found. */
final class Seeker {
    /** An address that is kept for books, and nobody's (RFC 5737). */
    private static final String NOBODY = "192.0.2.1";

    private static final int MILLISECONDS = 10_000;

    private Seeker() {}

    public static void main(String[] unused) throws InterruptedException {
        System.out.println("name " + name());
        System.out.println("socket " + socket());
        System.out.println("url " + url());
        System.out.println("client " + client());
    }

    private static String name() {
        try {
            return InetAddress.getAllByName("repo.example.com").length + " addresses";
        } catch (UnknownHostException e) {
            return "none";
        }
    }

    private static String socket() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(NOBODY, 81), MILLISECONDS);
            return "open";
        } catch (IOException e) {
            return "none";
        }
    }

    private static String url() {
        try {
            var connection = URI.create("http://" + NOBODY + ":82/").toURL().openConnection();
            connection.setConnectTimeout(MILLISECONDS);
            connection.connect();
            connection.getInputStream().close();
            return "open";
        } catch (IOException e) {
            return "none";
        }
    }

    private static String client() throws InterruptedException {
        var client = HttpClient.newBuilder()
                .connectTimeout(java.time.Duration.ofMillis(MILLISECONDS))
                .build();
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create("http://" + NOBODY + ":83/"))
                            .build(),
                    BodyHandlers.discarding());
            return "open";
        } catch (IOException e) {
            return "none";
        }
    }
}
