package dev.baton.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * Gives an application the settings of {@code baton-defaults.properties}, unless it sets them itself anywhere. The pool of database
 * connections is small, since PostgreSQL has 100 connections, and a fleet shares them.
 */
final class QueueDefaults implements EnvironmentPostProcessor {
    private static final String FILE = "baton-defaults.properties";
    private static final String POOL = "spring.datasource.hikari.maximum-pool-size";
    private static final String SLOTS = "baton.worker.concurrency";
    /** For the schedule, periodic tasks, and results that are owed: each takes one for a moment, and may wait for it. */
    private static final int BESIDE_TASKS = 3;
    /** Tasks hold one only while they begin and end. */
    private static final int MOST = 10;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource(FILE, new ClassPathResource(FILE)));
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("baton-pool", Map.of(POOL, pool(environment))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int pool(ConfigurableEnvironment environment) {
        int slots = environment.getProperty(SLOTS, Integer.class, 1);
        return Math.min(MOST, slots + BESIDE_TASKS);
    }
}
