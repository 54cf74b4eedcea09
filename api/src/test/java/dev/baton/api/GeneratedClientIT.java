package dev.baton.api;

import dev.baton.api.client.ApiClient;
import dev.baton.api.client.ApiException;
import dev.baton.api.client.model.AcceptedPhotos;
import dev.baton.api.client.model.JobBody;
import dev.baton.api.client.operations.JobsApi;
import dev.baton.api.client.operations.PhotosApi;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A client that was generated from the description, without a line of our own. */
@RequiresServices
@ExtendWith(RunningApi.class)
class GeneratedClientIT {
    private final ApiFixture api;
    private final ApiClient client;

    GeneratedClientIT(ApiFixture api) {
        this.api = api;
        client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + api.port());
    }

    @Test
    void itUploadsAPhotoAndReadsWhatWasFound(@TempDir Path folder) throws IOException, ApiException {
        Path photo = Files.write(folder.resolve("finish.png"), Pictures.png(64, 48));

        AcceptedPhotos accepted =
                new PhotosApi(client).uploadPhotos(List.of(photo.toFile()), null, "bibs", "marathon-26");
        api.worker.analyse(api.worker.take(), "1234");
        JobBody job = new JobsApi(client).getJob(accepted.getJobId(), 20);

        assertThat(accepted.getPhotos().get(0).getFileName()).isEqualTo("finish.png");
        assertThat(job.getStatus()).isEqualTo(JobBody.StatusEnum.COMPLETED);
        assertThat(new PhotosApi(client)
                        .getPhoto(accepted.getPhotos().get(0).getPhotoId())
                        .getBibs())
                .extracting("number")
                .containsExactly("1234");
    }

    @Test
    void itIsToldWhatWasWrong() {
        assertThatThrownBy(() -> new JobsApi(client).getJob(UUID.randomUUID(), 0))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(404);
                    assertThat(refused.getResponseBody()).contains("problems/job-not-found");
                });
    }
}
