package dev.baton.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds what a description of the API does not say of its operations. */
final class DescriptionGaps {
    private final List<String> gaps = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> tags;

    private DescriptionGaps(JsonNode document) {
        tags = document.at("/tags")
                .valueStream()
                .filter(tag -> isText(tag, "description"))
                .map(tag -> tag.path("name").asString())
                .collect(Collectors.toSet());
    }

    static List<String> of(JsonNode document) {
        DescriptionGaps found = new DescriptionGaps(document);
        Description.operations(document)
                .forEach(operation -> found.operation(operation.getKey(), operation.getValue()));
        return found.gaps;
    }

    private void operation(String name, JsonNode operation) {
        require(isText(operation, "summary"), name + ": summary");
        require(isText(operation, "description"), name + ": description");
        require(
                operation.path("operationId").asString("").matches("[a-z][A-Za-z]+")
                        && ids.add(operation.path("operationId").asString()),
                name + ": an operation id of its own");
        require(
                operation.path("tags").size() > 0
                        && operation.path("tags").valueStream().allMatch(tag -> tags.contains(tag.asString())),
                name + ": a tag that is described");
        operation
                .path("parameters")
                .forEach(parameter -> require(
                        isText(parameter, "description"),
                        name + ": description of " + parameter.path("name").asString()));
        if (operation.has("requestBody")) {
            content(name + ": request", operation.get("requestBody"));
        }
        responses(name, operation.path("responses"));
    }

    private void responses(String name, JsonNode responses) {
        require(responses.propertyNames().stream().anyMatch(status -> status.startsWith("2")), name + ": success");
        require(
                responses.at("/default/content/application~1problem+json").isObject(),
                name + ": problems (application/problem+json)");
        responses.forEachEntry((status, response) -> {
            require(isText(response, "description"), name + ": description of " + status);
            boolean hasBody = !status.equals("204") && !status.equals("304");
            require(!hasBody || response.path("content").size() > 0, name + ": schema of " + status);
            content(name + ": " + status, response);
        });
    }

    private void content(String name, JsonNode message) {
        message.path("content").forEachEntry((type, content) -> {
            require(content.path("schema").size() > 0, name + ": schema");
            require(
                    type.startsWith("image/")
                            || content.has("example")
                            || content.path("examples").size() > 0,
                    name + ": example");
        });
    }

    private void require(boolean said, String what) {
        if (!said) {
            gaps.add(what);
        }
    }

    private static boolean isText(JsonNode node, String field) {
        return !node.path(field).asString("").isBlank();
    }
}
