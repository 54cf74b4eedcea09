package dev.baton.worker.lifecycle;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.util.Objects.requireNonNull;

/** What {@code /health} asks: this process alone, since a restart brings no service back. By default it would ask them all. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
    @Bean
    static HealthEndpointGroupsPostProcessor livenessFirst() {
        return LivenessFirst::new;
    }

    /** The groups of the settings, with that of liveness as the one without a name. Spring casts groups to a mapper of paths. */
    private record LivenessFirst(HealthEndpointGroups groups) implements HealthEndpointGroups, AdditionalPathsMapper {
        @Override
        public HealthEndpointGroup getPrimary() {
            return requireNonNull(groups.get("live"), "management.endpoint.health.group.live");
        }

        @Override
        public Set<String> getNames() {
            return groups.getNames();
        }

        @Override
        public @Nullable HealthEndpointGroup get(String name) {
            return groups.get(name);
        }

        @Override
        public List<String> getAdditionalPaths(EndpointId endpoint, WebServerNamespace server) {
            return List.of();
        }
    }
}
