package dev.baton.api;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API answered. */
record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return MAPPER.readTree(response.body());
    }

    /** Returns the text at {@code path}, for example {@code /photos/0/task_id}. */
    String at(String path) {
        return json().at(path).asString();
    }

    Answer hasStatus(int expected) {
        assertThat(status()).as(text()).isEqualTo(expected);
        return this;
    }

    /** Checks that this is a whole problem, of that type, that tells nothing of the inside. */
    Answer isProblem(int expected, String type) {
        hasStatus(expected);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(at("/type")).isEqualTo("https://baton.dev/problems/" + type);
        assertThat(at("/title")).isNotBlank();
        assertThat(at("/detail")).isNotBlank();
        assertThat(json().at("/status").asInt()).isEqualTo(expected);
        return revealsNothing();
    }

    Answer revealsNothing() {
        assertThat(text()).doesNotContain("Exception", "\tat ", "\\tat ", "org.", "java.", "dev.baton.api", "stack");
        return this;
    }
}
