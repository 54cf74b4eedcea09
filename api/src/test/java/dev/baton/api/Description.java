package dev.baton.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API as it is kept with the sources, to which every answer in the tests must hold. */
final class Description {
    static final Path FILE = Path.of("src", "main", "openapi", "baton.json");
    static final JsonNode DOCUMENT = JsonMapper.shared().readTree(FILE);

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode COMPONENTS = closed(DOCUMENT.at("/components").deepCopy());
    private static final String PROBLEM = "application/problem+json";

    private Description() {}

    /** Checks that {@code answer} is one that the description allows, if it knows the operation at all. */
    static Answer require(String method, URI uri, Answer answer) {
        operation(method, uri.getRawPath()).ifPresent(operation -> {
            String what = method + " " + uri.getRawPath() + " answered " + answer.status() + ": " + answer.text();
            JsonNode responses = operation.at("/responses");
            String type = answer.header("Content-Type").replaceFirst(";.*", "");
            JsonNode described = responses.has("" + answer.status()) ? responses.get("" + answer.status()) : null;
            if (type.equals(PROBLEM)) {
                String problem = answer.at("/type").replaceFirst(".*/", "");
                assertThat(Stream.of(Optional.ofNullable(described), Optional.of(responses.get("default")))
                                .flatMap(Optional::stream)
                                .flatMap(one ->
                                        one.at("/content").path(PROBLEM).path("examples").propertyNames().stream()))
                        .as(what)
                        .contains(problem);
                requireFit(responses.at("/default/content").path(PROBLEM).path("schema"), answer.json(), what);
            } else {
                assertThat(described).as(what).isNotNull();
                if (type.equals("application/json")) {
                    requireFit(described.at("/content/application~1json/schema"), answer.json(), what);
                }
            }
        });
        return answer;
    }

    /** Checks that {@code value} is as {@code schema} says, and has no members of which it says nothing. */
    static void requireFit(JsonNode schema, JsonNode value, String what) {
        assertThat(schema.isObject()).as(what).isTrue();
        ObjectNode whole = ((ObjectNode) schema.deepCopy()).set("components", COMPONENTS);
        List<Error> errors = SCHEMAS.getSchema(whole).validate(value);
        assertThat(errors).as(what).isEmpty();
    }

    static Stream<Map.Entry<String, JsonNode>> operations(JsonNode document) {
        return document.at("/paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> Map.entry(method.getKey() + " " + path.getKey(), method.getValue())));
    }

    private static Optional<JsonNode> operation(String method, String path) {
        return DOCUMENT.at("/paths").properties().stream()
                .filter(known -> path.matches(known.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                // A path without parameters goes before one with.
                .min(Comparator.comparing(known -> known.getKey().indexOf('{')))
                .map(known -> known.getValue().get(method.toLowerCase(java.util.Locale.ROOT)));
    }

    private static JsonNode closed(JsonNode components) {
        components.at("/schemas").forEach(schema -> {
            if (!schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return components;
    }
}
