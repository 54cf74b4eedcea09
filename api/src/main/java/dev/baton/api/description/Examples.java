package dev.baton.api.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Adds the examples of {@code examples.json}: for each operation one of its request and of its answers, by their status. */
@Component
@Profile("dev")
final class Examples implements GlobalOpenApiCustomizer {
    private final Map<?, ?> examples;

    Examples(JsonMapper mapper) throws IOException {
        try (InputStream file = new ClassPathResource("examples.json", Examples.class).getInputStream()) {
            examples = mapper.readValue(file, Map.class);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(this::add);
    }

    private void add(Operation operation) {
        if (!(examples.get(operation.getOperationId()) instanceof Map<?, ?> known)) {
            return;
        }
        known.forEach((part, example) -> {
            Content content = part.equals("request")
                    ? operation.getRequestBody().getContent()
                    : required(operation.getResponses().get(part), operation.getOperationId() + " " + part)
                            .getContent();
            content.values().forEach(type -> type.setExample(example));
        });
    }

    private static <T> T required(@Nullable T value, String what) {
        return Objects.requireNonNull(value, () -> what + " has an example, but is not described");
    }
}
