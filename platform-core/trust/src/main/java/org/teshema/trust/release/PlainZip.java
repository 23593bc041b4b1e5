package org.teshema.trust.release;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip that says everything once: no name twice, nothing before, between or behind its entries, the same names in both of its
 * lists. So whoever reads it, by its directory as a class loader does or from the front as a stream, sees the same files, and what
 * was verified is what is loaded. Compilers and build tools write such files.
 */
final class PlainZip {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_UNPACKED = 64 << 20;
    private static final int MOST_ENTRIES = 5000;
    private static final int END = 22;
    private static final int CENTRAL = 46;
    private static final int LOCAL = 30;
    private static final int HAS_DESCRIPTOR = 1 << 3;
    private static final int ALLOWED_FLAGS = HAS_DESCRIPTOR | 0b110 | 1 << 11;

    private final ByteBuffer zip;
    private long unpacked;

    private PlainZip(byte[] bytes) {
        zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private record Member(String name, int flags, int method, int crc, int packed, int size, int at) {}

    /**
     * The files, in the order they lie in; folders are left out.
     *
     * @throws ReleaseRefused for a zip that could be read in two ways, is broken or too large
     */
    static Map<String, byte[]> read(byte[] bytes) throws ReleaseRefused {
        if (bytes.length > MOST_BYTES) {
            throw refused("大于 16 MiB", "larger than 16 MiB");
        }
        try {
            return new PlainZip(bytes).files();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DataFormatException e) {
            throw refused("已损坏或被截断", "broken or cut off");
        }
    }

    private Map<String, byte[]> files() throws ReleaseRefused, DataFormatException {
        int end = zip.capacity() - END;
        require(
                end >= 0 && zip.getInt(end) == 0x06054b50,
                "末尾有多余内容，或不是 zip 文件",
                "with something behind its end, or no zip");
        int count = zip.getShort(end + 10) & 0xffff;
        int directory = zip.getInt(end + 16);
        require(
                zip.getInt(end + 4) == 0
                        && zip.getShort(end + 8) == zip.getShort(end + 10)
                        && directory >= 0
                        && directory + (long) zip.getInt(end + 12) == end,
                "目录与文件末尾不相接",
                "with a directory that does not reach its end");
        require(count <= MOST_ENTRIES, "多于 " + MOST_ENTRIES + " 个条目", "of more than " + MOST_ENTRIES + " entries");
        return files(members(directory, end, count), directory);
    }

    private List<Member> members(int directory, int end, int count) throws ReleaseRefused {
        var members = new ArrayList<Member>();
        int at = directory;
        for (int i = 0; i < count; i++) {
            require(zip.getInt(at) == 0x02014b50, "目录损坏", "with a broken directory");
            int name = zip.getShort(at + 28) & 0xffff;
            members.add(new Member(
                    name(at + CENTRAL, name),
                    zip.getShort(at + 8),
                    zip.getShort(at + 10),
                    zip.getInt(at + 16),
                    zip.getInt(at + 20),
                    zip.getInt(at + 24),
                    zip.getInt(at + 42)));
            at += CENTRAL + name + (zip.getShort(at + 30) & 0xffff) + (zip.getShort(at + 32) & 0xffff);
        }
        require(at == end, "目录与条目数不符", "with more in its directory than it counts");
        members.sort(Comparator.comparingInt(Member::at));
        return members;
    }

    private Map<String, byte[]> files(List<Member> members, int directory) throws ReleaseRefused, DataFormatException {
        var files = new LinkedHashMap<String, byte[]>();
        int at = 0;
        for (Member member : members) {
            int name = zip.getShort(at + 26) & 0xffff;
            require(
                    member.at == at
                            && zip.getInt(at) == 0x04034b50
                            && zip.getShort(at + 6) == member.flags
                            && zip.getShort(at + 8) == member.method
                            && (member.flags & ~ALLOWED_FLAGS) == 0
                            && ((member.flags & HAS_DESCRIPTOR) != 0 || isTold(member, at))
                            && name(at + LOCAL, name).equals(member.name),
                    "两处名录不一致：" + member.name,
                    "whose two lists differ at " + member.name);
            int data = at + LOCAL + name + (zip.getShort(at + 28) & 0xffff);
            byte[] content = content(member, data);
            boolean folder = member.name.endsWith("/");
            require(
                    !folder || content.length == 0,
                    "文件夹里有内容：" + member.name,
                    "with content in the folder " + member.name);
            if (!folder) {
                require(
                        isPlain(member.name),
                        "条目名不允许：" + member.name,
                        "with a name that is not allowed: " + member.name);
                require(
                        files.put(member.name, content) == null,
                        "条目重复：" + member.name,
                        "with the same name twice: " + member.name);
            }
            at = data + member.packed + descriptor(member, data + member.packed);
        }
        require(at == directory, "条目之间有多余内容", "with something between its entries");
        return files;
    }

    /** Whether the header before a member says the same of it as the directory. */
    private boolean isTold(Member member, int at) {
        return zip.getInt(at + 14) == member.crc
                && zip.getInt(at + 18) == member.packed
                && zip.getInt(at + 22) == member.size;
    }

    private byte[] content(Member member, int data) throws ReleaseRefused, DataFormatException {
        require(member.packed >= 0 && member.size >= 0, "条目大小不明：" + member.name, "without sizes at " + member.name);
        unpacked += member.size;
        require(unpacked <= MOST_UNPACKED, "展开后大于 64 MiB", "larger than 64 MiB when unpacked");
        var content = new byte[member.size];
        if (member.method == 0) {
            require(member.size == member.packed, "条目大小不符：" + member.name, "with two sizes at " + member.name);
            zip.get(data, content);
        } else {
            require(member.method == 8, "压缩方法不支持：" + member.name, "packed in an unusual way at " + member.name);
            inflate(member, data, content);
        }
        var crc = new CRC32();
        crc.update(content);
        require((int) crc.getValue() == member.crc, "校验和不符：" + member.name, "whose checksum differs at " + member.name);
        return content;
    }

    private void inflate(Member member, int data, byte[] content) throws ReleaseRefused, DataFormatException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(zip.array(), data, member.packed);
            int got = 0;
            while (got < content.length) {
                int more = inflater.inflate(content, got, content.length - got);
                require(more > 0, "条目不完整：" + member.name, "cut off at " + member.name);
                got += more;
            }
            // The end of the stream takes one more call, which gives nothing.
            boolean whole = inflater.inflate(new byte[1]) == 0
                    && inflater.finished()
                    && inflater.getBytesRead() == member.packed;
            require(whole, "条目大小不符：" + member.name, "with two sizes at " + member.name);
        } finally {
            inflater.end();
        }
    }

    /** Length of what follows a member whose sizes were not known when it was begun. */
    private int descriptor(Member member, int at) throws ReleaseRefused {
        if ((member.flags & HAS_DESCRIPTOR) == 0) {
            return 0;
        }
        int signed = zip.getInt(at) == 0x08074b50 ? 4 : 0;
        require(
                zip.getInt(at + signed) == member.crc
                        && zip.getInt(at + signed + 4) == member.packed
                        && zip.getInt(at + signed + 8) == member.size,
                "条目大小不符：" + member.name,
                "with two sizes at " + member.name);
        return signed + 12;
    }

    private String name(int at, int length) {
        byte[] name = new byte[length];
        zip.get(at, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= 400
                && !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf('\ufffd') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && List.of(name.split("/", -1)).stream().noneMatch(part -> part.isEmpty() || part.matches("\\.\\.?"));
    }

    private static void require(boolean so, String zh, String en) throws ReleaseRefused {
        if (!so) {
            throw refused(zh, en);
        }
    }

    private static ReleaseRefused refused(String zh, String en) {
        return new ReleaseRefused(
                "插件包是一个" + zh + "的 zip 文件；请用构建工具重新生成并签名。",
                "The jar is a zip " + en + ". Build it again with the build tool, and sign it.");
    }
}
