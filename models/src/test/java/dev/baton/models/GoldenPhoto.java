package dev.baton.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.models.image.Box;
import dev.baton.models.image.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What OpenCV and ONNX Runtime gave for a photo under Python. */
public record GoldenPhoto(
        String sha256,
        int width,
        int height,
        List<List<Double>> noses,
        @Nullable String person,
        @JsonProperty("laplacian_variance") double laplacianVariance,
        List<Face> faces) {

    public static Map<String, GoldenPhoto> all() throws IOException {
        Path file = SharedData.require("golden/photos.json");
        return JsonMapper.builder().build().readValue(Files.readAllBytes(file), new TypeReference<>() {});
    }

    public byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(SharedData.require("photos").resolve(name));
    }

    public record Face(
            List<Float> bbox,
            double score,
            List<List<Float>> landmarks,
            @JsonProperty("mobilefacenet_y1") List<Float> mobilefacenet,
            @JsonProperty("retail_0095") List<Float> retail) {

        public Box box() {
            return new Box(bbox.get(0), bbox.get(1), bbox.get(2), bbox.get(3));
        }

        public List<Point> points() {
            return landmarks.stream()
                    .map(point -> new Point(point.get(0), point.get(1)))
                    .toList();
        }
    }
}
