package dev.baton.chaos;

import dev.baton.testing.FreshServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What lies between one worker and the services, and can be cut. */
final class Network implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    private final Optional<Namespace> namespace =
            Namespace.isPossible() ? Optional.of(new Namespace()) : Optional.empty();
    private final String host = namespace.map(Namespace::host).orElse(HERE);
    private final Map<TestServices.Service, TcpProxy> proxies = Arrays.stream(TestServices.Service.values())
            .collect(Collectors.toMap(Function.identity(), service -> new TcpProxy(service.port(), host)));

    /** The settings of {@code services}, seen through this network. */
    Map<String, String> through(FreshServices services) {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("spring.rabbitmq.host", host);
        settings.put("spring.rabbitmq.port", portTo(TestServices.Service.RABBITMQ));
        settings.replaceAll((name, value) -> moved(value));
        return settings;
    }

    private String moved(String value) {
        String moved = value;
        for (TestServices.Service service : TestServices.Service.values()) {
            moved = moved.replace(HERE + ":" + service.port(), host + ":" + portTo(service));
        }
        return moved;
    }

    private String portTo(TestServices.Service service) {
        return String.valueOf(proxies.get(service).port());
    }

    /** Before a command, has it run behind this network. */
    List<String> prefix() {
        return namespace.map(Namespace::prefix).orElse(List.of());
    }

    /** Breaks all connections and refuses new ones. */
    void cut() {
        proxies.values().forEach(TcpProxy::cut);
    }

    /** Lets nothing through, which nobody is told; what is sent comes later. */
    void hold() {
        proxies.values().forEach(TcpProxy::hold);
    }

    /** Loses every packet. Only where there are namespaces. */
    void unplug() {
        namespace.orElseThrow().unplug();
    }

    void restore() {
        namespace.ifPresent(Namespace::plugIn);
        proxies.values().forEach(TcpProxy::restore);
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
        namespace.ifPresent(Namespace::close);
    }
}
