package dev.baton.api.description;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names the API in its description, which is served while developing. */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class DescriptionConfiguration {
    @Bean
    OpenAPI description(@Value("${spring.application.version}") String version) {
        return new OpenAPI()
                .info(new Info()
                        .title("Baton")
                        .version(version)
                        .description(
                                "Race photos in; faces, bibs and sharpness out. Check-ins in; predictions of moods out."
                                        + " Errors are RFC 9457 problems."))
                // The one that served it: the description is the same wherever it comes from.
                .addServersItem(new Server().url("/"))
                .tags(List.of(
                        tag("Photos", "Upload photos, list and download them"),
                        tag("Jobs", "What became of an upload or a search"),
                        tag("Faces", "Find the photos of a person"),
                        tag("Check-ins", "What a user tells of a day"),
                        tag("Predictions", "Moods and risks, from check-ins, sleep and activity"),
                        tag("Users", "All that is kept of a user"),
                        tag("Health", "For orchestrators"),
                        tag("Dead letters", "For operators: messages that were given up"),
                        tag("Periodic tasks", "For operators: tasks that a clock sends")));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }

    /** Names are on the wire as Jackson writes them there. It is asked last, since it asks no other. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver snakeCase() {
        return new ModelResolver(Json.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    /** The comment of a method has the summary as its first sentence. */
    @Bean
    GlobalOperationCustomizer withoutSummaries() {
        return (operation, method) -> {
            String text = String.valueOf(operation.getDescription()).replaceAll("\\s+", " ");
            String summary = String.valueOf(operation.getSummary());
            operation.setSummary(summary.replaceFirst("\\.$", ""));
            operation.setDescription(text.substring(summary.length()).strip());
            return operation;
        };
    }
}
