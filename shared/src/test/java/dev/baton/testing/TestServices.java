package dev.baton.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The services of the instance that is tested, apart from those of development. Ports may be set as for the services. */
public final class TestServices {
    private static final int CONNECT_MILLIS = 2000;
    private static final Map<String, Integer> PORTS = Services.ports();

    private TestServices() {}

    /** A service and its port on this machine. */
    public enum Service {
        RABBITMQ("BATON_RABBITMQ_PORT"),
        MANAGEMENT("BATON_RABBITMQ_MANAGEMENT_PORT"),
        REDIS("BATON_REDIS_PORT"),
        POSTGRESQL("BATON_POSTGRES_PORT");

        private final String variable;

        Service(String variable) {
            this.variable = variable;
        }

        public int port() {
            return Objects.requireNonNull(PORTS.get(variable), variable);
        }

        boolean answers() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), CONNECT_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Returns the settings that point an application at these services. */
    public static Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.rabbitmq.port", String.valueOf(Service.RABBITMQ.port()));
        properties.put("baton.broker.management-url", "http://127.0.0.1:" + Service.MANAGEMENT.port());
        properties.put("baton.redis.url", "redis://127.0.0.1:" + Service.REDIS.port());
        properties.put("spring.datasource.url", jdbcUrl());
        return properties;
    }

    public static String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + Service.POSTGRESQL.port() + "/baton";
    }
}
