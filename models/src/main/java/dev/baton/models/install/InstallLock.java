package dev.baton.models.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of one process at a time install into a directory. */
final class InstallLock {
    /** File locks hold between processes, not between the threads of one. */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    private InstallLock() {}

    /** The channel's end releases the lock, also when the process dies. */
    static void holding(Path directory, Installation installation) throws IOException {
        THIS_PROCESS.lock();
        try (FileChannel channel =
                FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            installation.run();
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    @FunctionalInterface
    interface Installation {
        void run() throws IOException;
    }
}
