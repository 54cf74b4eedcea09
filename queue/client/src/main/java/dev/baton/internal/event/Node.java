package dev.baton.internal.event;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One process, as Celery's tools show it.
 *
 * @param name {@code baton17@host}, with the process id, since several may run on a host
 */
public record Node(String name, long processId) {
    /** Returns this process. */
    public static Node current() {
        long processId = ProcessHandle.current().pid();
        return new Node("baton" + processId + "@" + host(), processId);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
