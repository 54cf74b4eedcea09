package dev.baton.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Gives an application the settings of {@code baton-defaults.properties}, unless it sets them itself anywhere. The pool of database
 * connections is small, since PostgreSQL has 100 connections, and a fleet shares them. The address of the management API is the
 * default broker's: whoever names another broker names it, too.
 */
final class QueueDefaults implements EnvironmentPostProcessor {
    private static final String FILE = "baton-defaults.properties";
    private static final String BROKER = "spring.rabbitmq.";
    private static final String MANAGEMENT = "baton.broker.management-url";
    private static final String POOL = "spring.datasource.hikari.maximum-pool-size";
    private static final String SLOTS = "baton.worker.concurrency";
    /** For the schedule, periodic tasks, and results that are owed: each takes one for a moment, and may wait for it. */
    private static final int BESIDE_TASKS = 3;
    /** Tasks hold one only while they begin and end. */
    private static final int MOST = 10;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            Properties defaults = PropertiesLoaderUtils.loadProperties(new ClassPathResource(FILE));
            if (hasBrokerOfItsOwn(environment, defaults)) {
                defaults.remove(MANAGEMENT);
            }
            environment.getPropertySources().addLast(new PropertiesPropertySource(FILE, defaults));
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("baton-pool", Map.of(POOL, pool(environment))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policies of another broker would be set at the default one. */
    private static boolean hasBrokerOfItsOwn(ConfigurableEnvironment environment, Properties defaults) {
        List<String> addresses = Binder.get(environment)
                .bind(BROKER + "addresses", Bindable.listOf(String.class))
                .orElse(List.of());
        return !addresses.isEmpty()
                || differs(BROKER + "host", environment, defaults)
                || differs(BROKER + "port", environment, defaults);
    }

    private static boolean differs(String name, ConfigurableEnvironment environment, Properties defaults) {
        String value = environment.resolvePlaceholders(defaults.getProperty(name));
        return !environment.getProperty(name, value).equals(value);
    }

    private static int pool(ConfigurableEnvironment environment) {
        int slots = environment.getProperty(SLOTS, Integer.class, 1);
        return Math.min(MOST, slots + BESIDE_TASKS);
    }
}
