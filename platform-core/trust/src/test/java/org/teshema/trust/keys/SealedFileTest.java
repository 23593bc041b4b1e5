package org.teshema.trust.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {
    private static final SealedFile.Cost QUICK = new SealedFile.Cost(64, 1);
    private static final char[] PASSPHRASE = {'p'};

    @TempDir
    Path folder;

    @Test
    void theSealIsTheOneOfRfc8998() throws Exception {
        var cipher = GCMBlockCipher.newInstance(new SM4Engine());
        byte[] plain = hex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        cipher.init(
                true,
                new AEADParameters(
                        new KeyParameter(hex("0123456789ABCDEFFEDCBA9876543210")),
                        128,
                        hex("00001234567800000000ABCD"),
                        hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")));
        byte[] out = new byte[cipher.getOutputSize(plain.length)];
        int n = cipher.processBytes(plain, 0, plain.length, out, 0);
        assertEquals(out.length, n + cipher.doFinal(out, n));
        assertArrayEquals(
                hex("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                        + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                        + "83DE3541E4C2B58177E065A9BF7B62EC"),
                out);
    }

    @Test
    void whatWasWrittenIsReadAndReplacedAsAWhole() {
        Path file = folder.resolve("f");
        SealedFile sealed = SealedFile.create(file, PASSPHRASE, QUICK, new SecureRandom());
        sealed.write(new byte[] {1});
        sealed.write(new byte[] {1, 2, 3});
        assertArrayEquals(
                new byte[] {1, 2, 3},
                SealedFile.open(file, PASSPHRASE, new SecureRandom()).content());
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("sub").resolve("f");
        Files.createDirectory(file.getParent());
        SealedFile sealed = SealedFile.create(file, PASSPHRASE, QUICK, new SecureRandom());
        sealed.write(new byte[] {1});
        Path aside = folder.resolve("aside");
        Files.move(file.getParent(), aside);
        KeyRingException thrown = assertThrows(KeyRingException.class, () -> sealed.write(new byte[] {2}));
        assertTrue(thrown.getMessage().contains("cannot write"), thrown.getMessage());
        Files.move(aside, file.getParent());
        assertArrayEquals(
                new byte[] {1},
                SealedFile.open(file, PASSPHRASE, new SecureRandom()).content());
    }

    @Test
    void aFileCannotAskForUnboundedMemory() throws Exception {
        Path file = folder.resolve("f");
        SealedFile.create(file, PASSPHRASE, QUICK, new SecureRandom()).write(new byte[] {1});
        String text = Files.readString(file);
        for (String cost : new String[] {"9999999", "0", "63"}) {
            Files.writeString(file, text.replace("memory-kib=64", "memory-kib=" + cost));
            KeyRingException thrown =
                    assertThrows(KeyRingException.class, () -> SealedFile.open(file, PASSPHRASE, new SecureRandom()));
            assertTrue(thrown.getMessage().contains("damaged"), thrown.getMessage());
        }
    }

    @Test
    void aMissingFileIsSaidInWords() {
        KeyRingException thrown = assertThrows(
                KeyRingException.class, () -> SealedFile.open(folder.resolve("no"), PASSPHRASE, new SecureRandom()));
        assertTrue(thrown.getMessage().contains("does not exist"), thrown.getMessage());
    }

    @Test
    void aFreshFileIsClosedToOthersFromItsFirstByte() throws Exception {
        Path file = folder.resolve("f");
        SealedFile.create(file, PASSPHRASE, QUICK, new SecureRandom()).write(new byte[] {1});
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
