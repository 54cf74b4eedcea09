package dev.baton.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The services that `make test` starts, apart from those of development. Ports may be set as for the services. */
public final class TestServices {
    private static final int CONNECT_MILLIS = 2000;

    private TestServices() {}

    /** A service and its port on this machine. */
    public enum Service {
        RABBITMQ("BATON_RABBITMQ_PORT", 18672),
        MANAGEMENT("BATON_RABBITMQ_MANAGEMENT_PORT", 18673),
        REDIS("BATON_REDIS_PORT", 18379),
        POSTGRESQL("BATON_POSTGRES_PORT", 18432);

        private final String variable;
        private final int usual;

        Service(String variable, int usual) {
            this.variable = variable;
            this.usual = usual;
        }

        public int port() {
            return Optional.ofNullable(System.getenv(variable))
                    .map(Integer::parseInt)
                    .orElse(usual);
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
