package org.teshema.trust.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claim of one user on a file, held through a lock on a file beside it; the system drops it when the process dies.
 *
 * <p>Claims of this process are remembered as well: the system's lock belongs to the process, and a second channel on the
 * same lock file would drop it on closing.
 */
final class OneUser implements AutoCloseable {
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private OneUser(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static OneUser of(Path file) {
        Path path;
        try {
            Path folder = file.toAbsolutePath().getParent().toRealPath();
            path = folder.resolve(file.getFileName() + ".lock");
        } catch (IOException e) {
            throw new KeyRingException(
                    "密钥文件 " + file + " 所在目录不存在或不可读，请先建立 / the folder of the key file " + file
                            + " does not exist or cannot be read; create it first",
                    e);
        }
        if (!HERE.add(path)) {
            throw inUse(file);
        }
        boolean done = false;
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw inUse(file);
                }
                done = true;
                return new OneUser(path, channel);
            } finally {
                if (!done) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new KeyRingException(
                    "无法在密钥文件旁建立锁文件 " + path + "，请检查目录是否可写 / cannot create the lock file " + path
                            + " beside the key file; check that the folder is writable: " + e,
                    e);
        } finally {
            if (!done) {
                HERE.remove(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new KeyRingException("无法释放密钥文件锁 / cannot release the lock of the key file: " + e, e);
        } finally {
            HERE.remove(path);
        }
    }

    private static KeyRingException inUse(Path file) {
        return new KeyRingException("密钥文件 " + file + " 正在使用中，请先停止使用它的进程 / the key file " + file
                + " is in use; stop the process that uses it first");
    }
}
