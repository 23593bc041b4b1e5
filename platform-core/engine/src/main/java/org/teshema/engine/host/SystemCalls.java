package org.teshema.engine.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filter of system calls that a host runs under, as the kernel reads it: no new process (threads only), no socket but a local one,
 * and none of the calls that look into other processes or change what the kernel shows. A program of classic BPF, an instruction of
 * eight bytes each.
 */
final class SystemCalls {
    private static final int LOAD = 0x20; // a 32-bit word of what the kernel tells about the call
    private static final int IF_EQUAL = 0x15;
    private static final int IF_AT_LEAST = 0x35;
    private static final int IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050001; // EPERM
    private static final int NOT_THERE = 0x00050026; // ENOSYS

    private static final int NUMBER = 0;
    private static final int MACHINE = 4;
    private static final int FIRST_ARGUMENT = 16; // its lower half, on machines that store it first

    private static final int CLONE_THREAD = 0x00010000;
    private static final int LOCAL_SOCKET = 1;

    /**
     * The numbers of one kind of machine.
     *
     * @param machine as the kernel names it
     * @param highest calls from there on belong to another convention and kill
     * @param cloning starts a thread or a process, as its first argument says
     * @param clone3 the same, but where no filter can look: not there, so that the library takes the other
     * @param socket its first argument is the family
     * @param forbidden the rest
     */
    private record Machine(int machine, int highest, int cloning, int clone3, int socket, List<Integer> forbidden) {}

    private static final Map<String, Machine> MACHINES = Map.of(
            "amd64",
            new Machine(
                    0xc000003e,
                    0x40000000,
                    56,
                    435,
                    41,
                    // fork vfork ptrace syslog pivot_root chroot mount umount2 swapon swapoff reboot init_module
                    // delete_module
                    // add_key request_key keyctl unshare perf_event_open name_to_handle_at open_by_handle_at setns
                    // process_vm_readv process_vm_writev kcmp finit_module kexec_load bpf userfaultfd io_uring_*
                    // pidfd_open
                    // pidfd_getfd open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr memfd_create
                    // execveat
                    List.of(
                            57, 58, 101, 103, 155, 161, 165, 166, 167, 168, 169, 175, 176, 248, 249, 250, 272, 298, 303,
                            304, 308, 310, 311, 312, 313, 246, 321, 323, 425, 426, 427, 434, 438, 428, 429, 430, 431,
                            432, 433, 442, 319, 322)),
            "aarch64",
            new Machine(
                    0xc00000b7,
                    0x40000000,
                    220,
                    435,
                    198,
                    List.of(
                            117, 116, 41, 51, 40, 39, 224, 225, 142, 105, 106, 217, 218, 219, 97, 241, 264, 265, 268,
                            270, 271, 272, 273, 104, 280, 282, 425, 426, 427, 434, 438, 428, 429, 430, 431, 432, 433,
                            442, 279, 281)));

    private SystemCalls() {}

    /** The filter for this machine; empty where its numbers are not known. */
    static Optional<byte[]> filter() {
        return Optional.ofNullable(MACHINES.get(System.getProperty("os.arch"))).map(SystemCalls::program);
    }

    private static byte[] program(Machine on) {
        ByteBuffer program =
                ByteBuffer.allocate(8 * (20 + 2 * on.forbidden().size())).order(ByteOrder.nativeOrder());
        step(program, LOAD, 0, 0, MACHINE);
        step(program, IF_EQUAL, 1, 0, on.machine());
        step(program, RETURN, 0, 0, KILL);
        step(program, LOAD, 0, 0, NUMBER);
        step(program, IF_AT_LEAST, 0, 1, on.highest());
        step(program, RETURN, 0, 0, KILL);
        step(program, IF_EQUAL, 0, 1, on.clone3());
        step(program, RETURN, 0, 0, NOT_THERE);
        for (int call : on.forbidden()) {
            step(program, IF_EQUAL, 0, 1, call);
            step(program, RETURN, 0, 0, NOT_PERMITTED);
        }
        step(program, IF_EQUAL, 0, 4, on.cloning());
        step(program, LOAD, 0, 0, FIRST_ARGUMENT);
        step(program, IF_ANY_BIT, 1, 0, CLONE_THREAD);
        step(program, RETURN, 0, 0, NOT_PERMITTED);
        step(program, RETURN, 0, 0, ALLOW);
        step(program, IF_EQUAL, 0, 3, on.socket());
        step(program, LOAD, 0, 0, FIRST_ARGUMENT);
        step(program, IF_EQUAL, 1, 0, LOCAL_SOCKET);
        step(program, RETURN, 0, 0, NOT_PERMITTED);
        step(program, RETURN, 0, 0, ALLOW);
        program.flip();
        var bytes = new byte[program.remaining()];
        program.get(bytes);
        return bytes;
    }

    private static void step(ByteBuffer program, int what, int ifTrue, int ifFalse, int value) {
        program.putShort((short) what).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }
}
