package dev.baton.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between an application and a service on this machine, so that a test can take the service away. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Mode mode = Mode.FORWARD;

    private enum Mode {
        FORWARD,
        SWALLOW_ANSWERS,
        HOLD,
        REFUSE
    }

    public TcpProxy(int target) {
        this(target, InetAddress.getLoopbackAddress().getHostAddress());
    }

    /** Listens at an {@code address} of this machine, for applications that are somewhere else. */
    public TcpProxy(int target, String address) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks all connections and refuses new ones. */
    public void cut() {
        become(Mode.REFUSE);
        open.forEach(TcpProxy::closeQuietly);
    }

    /** Still passes on what the application sends, but nothing that the service answers. */
    public void swallowAnswers() {
        become(Mode.SWALLOW_ANSWERS);
    }

    /** Passes nothing on, in either direction, and tells nobody: as packets are lost on a broken network and come later. */
    public void hold() {
        become(Mode.HOLD);
    }

    /** Works again, and passes on what was held; connections whose answers were swallowed are broken, for they lack something. */
    public void restore() {
        if (mode == Mode.SWALLOW_ANSWERS) {
            open.forEach(TcpProxy::closeQuietly);
        }
        become(Mode.FORWARD);
    }

    private synchronized void become(Mode next) {
        mode = next;
        notifyAll();
    }

    private synchronized void awaitPassage() throws IOException {
        try {
            while (mode == Mode.HOLD) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the proxy is closed", e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                awaitPassage();
                if (mode == Mode.REFUSE) {
                    closeQuietly(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(service);
            threads.execute(() -> pump(client, service, false));
            threads.execute(() -> pump(service, client, true));
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitPassage();
                if (!answers || mode == Mode.FORWARD) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One side is gone: so is the other.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }
}
