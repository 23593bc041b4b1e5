package org.teshema.engine.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.teshema.trust.sm.Sm3;

/** A vault that hides nothing, and opens only what was sealed in it about the same. */
public final class TestVault implements Vault {
    private final byte[] secret;

    public TestVault(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] seal(byte[] content, String about) {
        byte[] seal = seal(about, content);
        return ByteBuffer.allocate(seal.length + content.length)
                .put(seal)
                .put(content)
                .array();
    }

    @Override
    public byte[] open(byte[] sealed, String about) {
        byte[] content = Arrays.copyOfRange(sealed, 32, sealed.length);
        if (!Arrays.equals(seal(about, content), Arrays.copyOf(sealed, 32))) {
            throw new IllegalArgumentException("not sealed here, or about something else");
        }
        return content;
    }

    private byte[] seal(String about, byte[] content) {
        return Sm3.hash(secret, about.getBytes(StandardCharsets.UTF_8), content);
    }
}
