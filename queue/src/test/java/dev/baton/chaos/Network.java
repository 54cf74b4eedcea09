package dev.baton.chaos;

import dev.baton.testing.FreshServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lies between the workers and the services, and can be cut. */
final class Network implements AutoCloseable {
    private final TcpProxy broker = new TcpProxy(TestServices.Service.RABBITMQ.port());
    private final TcpProxy redis = new TcpProxy(TestServices.Service.REDIS.port());
    private final TcpProxy database = new TcpProxy(TestServices.Service.POSTGRESQL.port());
    private final List<TcpProxy> all = List.of(broker, redis, database);

    /** The settings of {@code services}, seen through this network. */
    Map<String, String> through(FreshServices services) {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("spring.rabbitmq.port", String.valueOf(broker.port()));
        settings.computeIfPresent("baton.redis.url", (name, url) -> moved(url, TestServices.Service.REDIS, redis));
        settings.computeIfPresent(
                "spring.datasource.url", (name, url) -> moved(url, TestServices.Service.POSTGRESQL, database));
        return settings;
    }

    private static String moved(String url, TestServices.Service service, TcpProxy proxy) {
        return url.replace(":" + service.port() + "/", ":" + proxy.port() + "/");
    }

    void cut() {
        all.forEach(TcpProxy::cut);
    }

    /** Lets nothing through, which nobody is told. */
    void hold() {
        all.forEach(TcpProxy::hold);
    }

    void restore() {
        all.forEach(TcpProxy::restore);
    }

    @Override
    public void close() {
        all.forEach(TcpProxy::close);
    }
}
