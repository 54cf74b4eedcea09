package dev.baton.api;

import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class PhotosIT {
    private static final String PHOTOS = "/api/v1/photos";
    private static final byte[] BYTES = Pictures.png(64, 48);

    private final ApiFixture api;

    PhotosIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void photosAreFoundByNumberAndEvent() {
        analysed("spring", "7");
        analysed("spring", "8");
        String wanted = analysed("autumn", "7");

        Answer found = api.get(PHOTOS + "?bib=7&event_id=autumn").hasStatus(200);

        assertThat(found.json().at("/total").asInt()).isEqualTo(1);
        assertThat(found.at("/photos/0/photo_id")).isEqualTo(wanted);
        assertThat(found.at("/photos/0/event_id")).isEqualTo("autumn");
        assertThat(found.at("/photos/0/bibs/0/number")).isEqualTo("7");
        assertThat(found.at("/photos/0/sha256")).hasSize(64);
        assertThat(found.at("/photos/0/created_at")).startsWith("20");
        assertThat(found.at("/photos/0/content_url")).isEqualTo(PHOTOS + "/" + wanted + "/content");
        assertThat(api.get(PHOTOS + "?bib=7").json().at("/total").asInt()).isEqualTo(2);
        assertThat(api.get(PHOTOS + "?bib=9").json().at("/total").asInt()).isZero();
    }

    @Test
    void numbersWithLettersAreFoundInAnyCase() {
        String wanted = analysed("autumn", "L083");

        assertThat(api.get(PHOTOS + "?bib=l083").at("/photos/0/photo_id")).isEqualTo(wanted);
        assertThat(api.get(PHOTOS + "?bib=L083").at("/photos/0/bibs/0/number")).isEqualTo("L083");
    }

    @Test
    void photosComeInPagesTheNewestFirst() {
        String first = analysed("e", "1");
        String second = analysed("e", "2");

        Answer page = api.get(PHOTOS + "?limit=1&offset=1").hasStatus(200);

        assertThat(page.json().at("/total").asInt()).isEqualTo(2);
        assertThat(page.at("/photos/0/photo_id")).isEqualTo(first);
        assertThat(api.get(PHOTOS).at("/photos/0/photo_id")).isEqualTo(second);
        for (String bad : new String[] {"limit=0", "limit=201", "limit=x", "offset=-1", "bib=", "event_id=%00"}) {
            api.get(PHOTOS + "?" + bad).isProblem(400, "invalid-parameter");
        }
    }

    @Test
    void onePhotoIsFoundByItsId() {
        String id = analysed("e", "7");

        assertThat(api.get(PHOTOS + "/" + id).hasStatus(200).at("/file_name")).isEqualTo("a.png");
        api.get(PHOTOS + "/" + UUID.randomUUID()).isProblem(404, "photo-not-found");
        api.get(PHOTOS + "/seven").isProblem(400, "invalid-parameter");
    }

    @Test
    void aPhotoThatIsNotAnalysedYetNamesItsJob() {
        Answer upload = upload("e");

        Answer early = api.get(PHOTOS + "/" + upload.at("/photos/0/photo_id")).isProblem(404, "photo-not-analysed");

        assertThat(early.at("/job_id")).isEqualTo(upload.at("/job_id"));
        assertThat(early.at("/poll_url")).isEqualTo(upload.at("/poll_url"));
        assertThat(content(upload.at("/photos/0/photo_id")).bytes()).isEqualTo(BYTES);
    }

    @Test
    void theBytesOfAPhotoAreServedWithTheirHash() {
        String id = analysed("e", "7");

        Answer content = content(id).hasStatus(200);

        assertThat(content.bytes()).isEqualTo(BYTES);
        assertThat(content.header("Content-Type")).isEqualTo("image/png");
        String etag = '"' + api.get(PHOTOS + "/" + id).at("/sha256") + '"';
        assertThat(content.header("ETag")).isEqualTo(etag);
        assertThat(api.get(PHOTOS + "/" + id + "/content", "If-None-Match", etag)
                        .hasStatus(304)
                        .bytes())
                .isEmpty();
    }

    @Test
    void aPartOfAPhotoIsServedWhereItIsAskedFor() {
        String content = PHOTOS + "/" + analysed("e", "7") + "/content";

        Answer part = api.get(content, "Range", "bytes=8-15").hasStatus(206);

        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(BYTES, 8, 16));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 8-15/" + BYTES.length);
        for (String wrong : new String[] {"bytes=" + BYTES.length + "-", "bytes=5-2", "all of it"}) {
            Answer none = api.get(content, "Range", wrong).isProblem(416, "range-not-satisfiable");
            assertThat(none.header("Content-Range")).isEqualTo("bytes */" + BYTES.length);
        }
    }

    /** RFC 9110, 13.1.5 and 14.2. */
    @Test
    void theWholeIsServedWhereAPartWouldBeOfAnotherVersionOrInAnotherUnit() {
        String content = PHOTOS + "/" + analysed("e", "7") + "/content";
        String etag = api.get(content).header("ETag");

        assertThat(api.get(content, "Range", "bytes=8-15", "If-Range", etag)
                        .hasStatus(206)
                        .bytes())
                .hasSize(8);
        for (String[] headers : new String[][] {
            {"Range", "bytes=8-15", "If-Range", "\"another\""},
            {"Range", "bytes=8-15", "If-Range", "W/" + etag},
            {"Range", "bytes=8-15", "If-Range", "Mon, 30 Nov 2026 12:00:00 GMT"},
            {"Range", "bytes=5-2", "If-Range", "\"another\""},
            {"Range", "items=1-2"},
            {"Range", "seconds=0-"},
            {"If-Range", "\"another\""},
        }) {
            Answer whole = api.get(content, headers).hasStatus(200);
            assertThat(whole.bytes()).isEqualTo(BYTES);
            assertThat(whole.header("Content-Range")).isEmpty();
            assertThat(whole.header("Content-Length")).isEqualTo(String.valueOf(BYTES.length));
            assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        }
    }

    @Test
    void bytesThatAreGoneAreMissing() {
        String id = analysed("e", "7");
        api.deletePhotos();

        content(id).isProblem(404, "photo-not-found");
        content(UUID.randomUUID().toString()).isProblem(404, "photo-not-found");
    }

    @Test
    void photosOfOtherTenantsAreUnknown() {
        String id = analysed("e", "7");
        UUID tenant = UUID.randomUUID();
        api.jdbc()
                .sql("insert into tenant (id, name) values (?, ?)")
                .params(tenant, tenant.toString())
                .update();
        for (String table : new String[] {"photo", "job", "bib"}) {
            api.jdbc()
                    .sql("update " + table + " set tenant_id = ?")
                    .params(tenant)
                    .update();
        }

        assertThat(api.get(PHOTOS).json().at("/total").asInt()).isZero();
        api.get(PHOTOS + "/" + id).isProblem(404, "photo-not-found");
        content(id).isProblem(404, "photo-not-found");
    }

    private Answer content(String photo) {
        return api.get(PHOTOS + "/" + photo + "/content");
    }

    private String analysed(String event, String bib) {
        String photo = upload(event).at("/photos/0/photo_id");
        api.worker.analyse(api.worker.take(), bib);
        return photo;
    }

    private Answer upload(String event) {
        MultipartBody form = new MultipartBody().photo("a.png", BYTES).text("event_id", event);
        return api.post(PHOTOS, form).hasStatus(202);
    }
}
