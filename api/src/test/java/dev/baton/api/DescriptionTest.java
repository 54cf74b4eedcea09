package dev.baton.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptionTest {
    @Test
    void everyOperationSaysWhatItsClientsNeed() {
        assertThat(Description.operations(Description.DOCUMENT)).hasSizeGreaterThan(25);
        assertThat(DescriptionGaps.of(Description.DOCUMENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/summary",
                "/description",
                "/operationId",
                "/tags",
                "/requestBody/content/application~1json/schema",
                "/requestBody/content/application~1json/example",
                "/responses/201",
                "/responses/201/content",
                "/responses/201/content/application~1json/schema",
                "/responses/201/content/application~1json/example",
                "/responses/422/content/application~1problem+json/examples",
                "/responses/422/content/application~1problem+json/schema",
                "/responses/default"
            })
    void whatIsNotSaidIsFound(String pointer) {
        JsonNode document = Description.DOCUMENT.deepCopy();
        String whole = "/paths/~1api~1v1~1check-ins/post" + pointer;
        int last = whole.lastIndexOf('/');

        JsonNode removed = ((ObjectNode) document.at(whole.substring(0, last)))
                .remove(whole.substring(last + 1).replace("~1", "/"));

        assertThat(removed).isNotNull();
        assertThat(DescriptionGaps.of(document))
                .isNotEmpty()
                .allMatch(gap -> gap.startsWith("post /api/v1/check-ins: "));
    }

    @Test
    void examplesAreAsTheirSchemasSay() {
        Description.operations(Description.DOCUMENT).forEach(operation -> {
            fits(operation.getKey() + ": request", operation.getValue().path("requestBody"));
            operation
                    .getValue()
                    .path("responses")
                    .forEachEntry((status, response) -> fits(operation.getKey() + ": " + status, response));
        });
    }

    private static void fits(String name, JsonNode message) {
        message.path("content").forEach(content -> {
            if (content.has("example")) {
                Description.requireFit(content.get("schema"), content.get("example"), name);
            }
            content.path("examples")
                    .propertyNames()
                    .forEach(example -> Description.requireFit(
                            content.get("schema"),
                            Description.DOCUMENT
                                    .at("/components/examples")
                                    .path(example)
                                    .get("value"),
                            name));
        });
    }
}
