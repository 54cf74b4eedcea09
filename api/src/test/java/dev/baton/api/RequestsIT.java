package dev.baton.api;

import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/** How requests are framed, encoded and answered, whatever they ask for. */
@RequiresServices
@ExtendWith({OutputCaptureExtension.class, RunningApi.class})
class RequestsIT {
    private static final String CHECK_INS = "/api/v1/check-ins";
    private static final String PHOTOS = "/api/v1/photos";
    private static final String SEARCH = "/api/v1/faces/search";
    private static final String FORM = "multipart/form-data; boundary=b";

    private final ApiFixture api;

    RequestsIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void everythingIsWrittenAsJsonOrAsItIs() {
        assertThat(api.bean(RequestMappingHandlerAdapter.class).getMessageConverters())
                .extracting(converter -> converter.getClass().getSimpleName())
                .containsExactlyInAnyOrder(
                        "JacksonJsonHttpMessageConverter",
                        "ResourceHttpMessageConverter",
                        "ResourceRegionHttpMessageConverter",
                        "StringHttpMessageConverter",
                        "ByteArrayHttpMessageConverter");
        assertThat(api.bean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
                        .filter(converter ->
                                converter.getClass().getSimpleName().startsWith("Jackson"))
                        .flatMap(converter -> ((HttpMessageConverter<?>) converter).getSupportedMediaTypes().stream()))
                .containsExactly(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/yaml",
                "application/x-yaml",
                "application/xml",
                "application/cbor",
                "text/yaml",
                "application/x-jackson-smile",
                "application/vnd.baton+json"
            })
    void otherRepresentationsAreNotToBeHad(String type) {
        for (String path : new String[] {PHOTOS, "/api/v1/health", "/api/v1/operate/periodic-tasks"}) {
            api.get(path, "Accept", type).isProblem(406, "not-acceptable");
            assertThat(api.get(path, "Accept", type + ", */*;q=0.1")
                            .hasStatus(200)
                            .header("Content-Type"))
                    .isEqualTo("application/json");
        }
        assertThat(api.get(PHOTOS).hasStatus(200).header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "deflate", "x-unknown", "identity, gzip"})
    void anEncodedBodyIsRefused(String encoding) {
        Answer json =
                api.postJson(CHECK_INS, "{}", "Content-Encoding", encoding).isProblem(415, "unsupported-media-type");
        assertThat(json.at("/detail")).contains("Content-Encoding", encoding);
        assertThat(json.header("Accept-Encoding")).isEqualTo("identity");
        for (String path : new String[] {PHOTOS, SEARCH}) {
            api.post(path, new MultipartBody().photo("a.png", Pictures.png(64, 48)), "Content-Encoding", encoding)
                    .isProblem(415, "unsupported-media-type");
        }
    }

    @Test
    void aBodyThatSaysThatItIsNotEncodedIsRead() {
        api.postJson(CHECK_INS, "{}", "Content-Encoding", "identity").isProblem(422, "invalid-check-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n{}\r\n0\r\n\r\n",
                "5\r\n{}\r\n0\r\n\r\n",
                "-1\r\n{}",
                "2\r\n{}zz\r\n0\r\n\r\n",
                "fffffffffffffffff\r\n{}"
            })
    void aBrokenChunkIsTheClientsFault(String body, CapturedOutput output) throws IOException {
        for (String path : new String[] {CHECK_INS, "/api/v1/predictions", "/api/v1/predictions/ensemble"}) {
            assertThat(chunked(path, "application/json", body))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json");
        }
        for (String path : new String[] {PHOTOS, SEARCH}) {
            assertThat(chunked(path, FORM, body)).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
        assertThat(output).doesNotContain("ERROR").doesNotContain("\tat ");
    }

    private String chunked(String path, String type, String body) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aQueryThatIsNotEncodedIsToldHowToBe() throws IOException {
        String answer = raw("GET /api/v1/photos?event_id=Zürich HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("percent-encoded", "application/problem+json");
        api.get(PHOTOS + "?event_id=Z%C3%BCrich").hasStatus(200);
    }

    @Test
    void jsonThatIsNotUtf8IsRefused() {
        for (String path : new String[] {CHECK_INS, "/api/v1/predictions", "/api/v1/predictions/ensemble"}) {
            byte[] latin1 = "{\"user_id\": \"Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
            Answer answer =
                    api.send("POST", path, BodyPublishers.ofByteArray(latin1), "Content-Type", "application/json");

            assertThat(answer.isProblem(400, "invalid-request").at("/detail")).contains("UTF-8");
        }
    }
}
