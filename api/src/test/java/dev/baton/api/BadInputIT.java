package dev.baton.api;

import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is wrong with a request, its client is told what, and nothing of it is kept. */
@RequiresServices
@ExtendWith(RunningApi.class)
class BadInputIT {
    private static final String PHOTOS = "/api/v1/photos";
    private static final byte[] GOOD = Pictures.jpeg(640, 480);

    private final ApiFixture api;

    BadInputIT(ApiFixture api) {
        this.api = api;
    }

    @AfterEach
    void nothingIsKept() {
        await().untilAsserted(() -> assertThat(api.files()).isEmpty());
        assertThat(api.count("job") + api.count("job_item") + api.count("photo") + api.count("finished_task"))
                .isZero();
        assertThat(api.messages()).isZero();
    }

    @Test
    void badFilesAreRefusedByTheirReason() {
        refused("empty.jpg", new byte[0], 422, "empty-file");
        refused("notes.jpg", "not a picture".getBytes(StandardCharsets.UTF_8), 415, "unsupported-format");
        refused("cut.jpg", Pictures.truncatedJpeg(), 422, "truncated-photo");
        refused("dot.png", Pictures.png(1, 1), 422, "photo-too-small");
        refused("bomb.png", Pictures.pngBomb(30_000, 30_000), 422, "too-many-pixels");
        refused("moving.gif", Pictures.animatedGif(), 415, "unsupported-format");
        refused("phone.heic", Pictures.heic(), 415, "unsupported-format");
        refused("moving.png", Pictures.animatedPng(), 415, "unsupported-format");
        byte[] damaged = Pictures.png(64, 48);
        damaged[20]++;
        refused("damaged.png", damaged, 422, "corrupt-photo");
        refused("huge.jpg", Arrays.copyOf(GOOD, 11 << 20), 413, "file-too-large");
    }

    private void refused(String name, byte[] content, int status, String type) {
        Answer answer =
                api.post(PHOTOS, new MultipartBody().photo(name, content)).isProblem(status, type);

        assertThat(answer.at("/files/0/file_name")).isEqualTo(name);
        assertThat(answer.at("/files/0/reason")).isEqualTo(type);
        assertThat(answer.at("/files/0/detail")).isEqualTo(answer.at("/detail"));
        assertThat(answer.at("/instance")).isEqualTo(PHOTOS);
    }

    @Test
    void oneBadFileRefusesAllAndEveryBadFileIsNamed() {
        MultipartBody form = new MultipartBody()
                .photo("good.jpg", GOOD)
                .photo("../../etc/empty.jpg", new byte[0])
                .photo("moving.gif", Pictures.animatedGif());

        Answer answer = api.post(PHOTOS, form).isProblem(422, "unacceptable-photos");

        assertThat(answer.json().at("/files").size()).isEqualTo(2);
        assertThat(answer.at("/files/0/file_name")).isEqualTo("empty.jpg");
        assertThat(answer.json().at("/files/1/index").asInt()).isEqualTo(2);
        assertThat(answer.at("/files/1/reason")).isEqualTo("unsupported-format");
    }

    @Test
    void tooManyFilesAreRefused() {
        MultipartBody many = new MultipartBody();
        MultipartBody farTooMany = new MultipartBody();
        for (int number = 1; number <= 100; number++) {
            farTooMany.photo(number + ".jpg", GOOD);
            if (number <= 21) {
                many.photo(number + ".jpg", GOOD);
            }
        }

        assertThat(api.post(PHOTOS, many).isProblem(400, "too-many-files").at("/detail"))
                .contains("21 files", "1 to 20");
        assertThat(api.post(PHOTOS, farTooMany).isProblem(400, "too-many-files").at("/detail"))
                .contains("at most 20 files");
    }

    @Test
    void aRequestFarTooLargeIsStillAnswered() {
        MultipartBody form = new MultipartBody();
        byte[] tenMebibytes = Arrays.copyOf(GOOD, 10 << 20);
        for (int number = 1; number <= 25; number++) {
            form.photo(number + ".jpg", tenMebibytes);
        }

        api.post(PHOTOS, form).isProblem(413, "request-too-large");
    }

    @Test
    void theFieldsOfTheFormAreNamed() {
        Answer other = api.post(PHOTOS, new MultipartBody().file("photos", "a.jpg", GOOD));
        assertThat(other.isProblem(400, "missing-file").at("/detail")).contains("'files'", "[photos]");

        Answer text = api.post(PHOTOS, new MultipartBody().text("files", "a.jpg"));
        assertThat(text.isProblem(400, "missing-file").at("/detail")).contains("'files' is a text", "filename");
        Answer none = api.post(PHOTOS, new MultipartBody().text("event_id", "x"));
        assertThat(none.isProblem(400, "missing-file").at("/detail")).contains("no file", "'files'");
        api.post(PHOTOS, new MultipartBody().photo("a.jpg", GOOD).file("more", "b.jpg", GOOD))
                .isProblem(400, "unknown-field");
        api.post(PHOTOS, new MultipartBody().photo("a.jpg", GOOD).text("analysis", "blur"))
                .isProblem(400, "unknown-field");
    }

    @Test
    void optionsAreChecked() {
        Answer unknown = api.post(PHOTOS, good().text("analyses", "blur,mood"));
        assertThat(unknown.isProblem(400, "invalid-parameter").at("/detail")).contains("'mood'", "blur, faces, bibs");

        api.post(PHOTOS, good().text("analyses", "x".repeat(300))).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("analyses", "")).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("event_id", "")).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("event_id", "x".repeat(256))).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("event_id", "x".repeat(3 << 20))).isProblem(413, "request-too-large");
        api.post(PHOTOS, good().text("event_id", "a\u0000b")).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("event_id", "what was no UTF-8: \ufffd")).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good(), "Idempotency-Key", "k".repeat(256)).isProblem(400, "invalid-parameter");
    }

    @Test
    void illegibleParametersAreRefused() {
        String letters = "/api/v1/operate/dead-letters";
        for (String query : new String[] {
            PHOTOS + "?bib=%FF",
            PHOTOS + "?bib=%00",
            PHOTOS + "?bib=",
            PHOTOS + "?limit",
            PHOTOS + "?limit=1&limit=2",
            PHOTOS + "?offset=2147483648",
            letters + "?queue=%00",
            letters + "?queue=%FF",
        }) {
            assertThat(api.get(query).isProblem(400, "invalid-parameter").at("/detail"))
                    .startsWith("'");
        }
        api.send("DELETE", letters + "?queue=%00", BodyPublishers.noBody()).isProblem(400, "invalid-parameter");
        api.post(PHOTOS + "?event_id=%FF", good()).isProblem(400, "invalid-parameter");
        api.post(PHOTOS, good().text("event_id", "a").text("event_id", "b")).isProblem(400, "invalid-parameter");
    }

    @Test
    void aParameterThatIsNotPercentEncodedIsRefused() throws IOException {
        for (String path : new String[] {"/api/v1/photos?bib=%zz", "/api/v1/photos?%zz=1", "/api/v1/health?x=%"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400")
                        .contains("problems/invalid-parameter");
            }
        }
    }

    /** Longer names are cut; a name that alone is longer than a part's header may be is not told as a matter of photos. */
    @Test
    void aVeryLongFileNameHasAMessageOfItsOwn() {
        Answer refused = api.post(PHOTOS, new MultipartBody().photo("x".repeat(5000), GOOD));

        assertThat(refused.isProblem(413, "request-too-large").at("/detail")).contains("name", "4096 bytes");
    }

    private static MultipartBody good() {
        return new MultipartBody().photo("a.jpg", GOOD);
    }

    @Test
    void whatIsNoFormIsRefused() {
        String multipart = "multipart/form-data";
        api.send("POST", PHOTOS, BodyPublishers.ofString("{}"), "Content-Type", "application/json")
                .isProblem(415, "unsupported-media-type");
        api.send("POST", PHOTOS, BodyPublishers.ofString("x"), "Content-Type", multipart)
                .isProblem(400, "invalid-request");
        api.send("POST", PHOTOS, BodyPublishers.ofString("x"), "Content-Type", multipart + "; boundary=b")
                .isProblem(400, "missing-file");
        api.send("POST", PHOTOS, BodyPublishers.noBody()).isProblem(415, "unsupported-media-type");
    }

    @Test
    void anUploadThatIsCutOffLeavesNothing() throws IOException {
        MultipartBody form = good();
        byte[] body = form.unfinished();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(headOf(form, body.length + 1000));
            socket.getOutputStream().write(body);
        }

        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(headOf(form, body.length + 1000));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.shutdownOutput();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(answer).startsWith("HTTP/1.1 400").contains("problems/incomplete-upload");
    }

    private static byte[] headOf(MultipartBody form, int length) {
        return ("POST /api/v1/photos HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + form.contentType()
                        + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
