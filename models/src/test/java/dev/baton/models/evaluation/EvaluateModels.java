package dev.baton.models.evaluation;

import dev.baton.models.GoldenPhoto;
import dev.baton.models.SharedData;
import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.BibReader;
import dev.baton.models.bib.CtcReader;
import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.bib.RealBibs;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/**
 * Prints how well and how fast the models of a pack are. Arguments: the pack, a folder with drawn scenes and altered faces (see
 * {@code models/training/README.md}), and the model directory. Real photos, bibs and the reference models come from {@link SharedData};
 * what is not there is skipped.
 */
public final class EvaluateModels {
    private static final double FALSE_ACCEPTANCE = 1e-3;
    private static final int TIMED_SCENES = 18;

    private final Figures figures = new Figures();
    private final Pack pack;
    private final Path drawn;

    private EvaluateModels(Pack pack, Path drawn) {
        this.pack = pack;
        this.drawn = drawn;
    }

    public static void main(String[] arguments) throws IOException {
        EvaluateModels evaluation =
                new EvaluateModels(new Pack(arguments[0], Path.of(arguments[2])), Path.of(arguments[1]));
        evaluation.scenes();
        evaluation.bibs();
        evaluation.faces();
        evaluation.pairs();
        double megabytes = evaluation.pack.size() / 1e6;
        evaluation.figures.reached("pack_mb", "size of the pack, MB", megabytes, "<= 16", value -> value <= 16);
        evaluation.time();
        evaluation.figures.print(System.out);
    }

    private void scenes() throws IOException {
        String detecting = "bib detector, drawn scenes, AP@0.5";
        String reading = "drawn scenes, legible number found and right";
        if (!Files.isDirectory(drawn.resolve("scenes"))) {
            figures.skipped("bib_ap50", detecting, "no scenes were drawn");
            figures.skipped("bib_end_to_end", reading, "no scenes were drawn");
            return;
        }
        BibScenes scenes = new BibScenes(drawn.resolve("scenes"));
        try (BibDetector unsure = pack.unsureBibDetector();
                BibDetector detector = pack.bibDetector();
                BibReader reader = pack.bibReader(detector)) {
            double precision = scenes.averagePrecision(unsure);
            figures.reached("bib_ap50", detecting, precision, ">= 0.95", value -> value >= 0.95);
            figures.reached("bib_end_to_end", reading, scenes.read(reader), ">= 0.90", value -> value >= 0.9);
        }
    }

    private void bibs() throws IOException {
        String what = "bib reader, photographed bibs, digits exactly right";
        if (!SharedData.present()) {
            figures.skipped("reader_exact", what, "no photographed bibs are there");
            return;
        }
        RealBibs bibs = new RealBibs(SharedData.require("bib-crops"));
        try (CtcReader recognizer = pack.recognizer()) {
            double exact = bibs.share(recognizer, ReaderChoice.CTC);
            figures.reached("reader_exact", what, exact, ">= 0.70", value -> value >= 0.7);
            double tesseract = bibs.share(recognizer, ReaderChoice.TESSERACT);
            figures.noted("reader_tesseract", "  the same with Tesseract", tesseract, "", null);
            double both = bibs.share(recognizer, ReaderChoice.BOTH);
            figures.noted("reader_both", "  the same with both", both, "", null);
        }
    }

    private void faces() throws IOException {
        if (!SharedData.present()) {
            figures.skipped("face_recall", "face detector, photos, recall at IoU 0.5", "no photos are there");
            return;
        }
        try (FaceDetector detector = pack.faceDetector();
                FaceEmbedder embedder = pack.faceEmbedder()) {
            RealFaces faces = new RealFaces(detector, embedder);
            figures.reached(
                    "face_recall",
                    "face detector, photos, recall at IoU 0.5",
                    faces.recall(),
                    ">= 0.95",
                    value -> value >= 0.95);
            figures.reached("face_false", "  of its detections, no face", faces.wrong(), "<= 2", value -> value <= 2);
            double same = faces.sameMin();
            double different = faces.differentMax();
            figures.noted(
                    "same_min",
                    "embedder, photos, least similar pair of one person",
                    same,
                    "> different_max",
                    same > different);
            figures.noted("different_max", "  most similar pair of two persons", different, "", null);
        }
    }

    private void pairs() throws IOException {
        String what = "embedder, held-out portraits, TAR at FAR 1e-3";
        if (!Files.isDirectory(drawn.resolve("faces"))) {
            figures.skipped("tar_far1e3", what, "no portraits were altered");
            return;
        }
        try (FaceEmbedder embedder = pack.faceEmbedder()) {
            double accepted = new FacePairs(drawn.resolve("faces")).trueAcceptance(embedder, FALSE_ACCEPTANCE);
            figures.reached("tar_far1e3", what, accepted, ">= 0.95", value -> value >= 0.95);
        }
    }

    private void time() throws IOException {
        String what = "time a photo of 1280x960, det_500m and retail_0095 being 1";
        if (!SharedData.present() || !Files.isDirectory(drawn.resolve("scenes"))) {
            figures.skipped("time_ratio", what, "photos, scenes or the reference are not there");
            return;
        }
        List<Photo> photos = new ArrayList<>();
        Path reference = drawn.resolve("reference");
        SharedData.installed(reference, "lab", "lab-openvino");
        try (FaceDetector detector = new Pack("lab", reference).faceDetector();
                FaceEmbedder embedder = new Pack("lab-openvino", reference).faceEmbedder()) {
            for (Map.Entry<String, GoldenPhoto> golden : GoldenPhoto.all().entrySet()) {
                photos.add(inSize(golden.getValue().bytes(golden.getKey())));
            }
            for (Path scene : new BibScenes(drawn.resolve("scenes")).files().subList(0, TIMED_SCENES)) {
                photos.add(inSize(Files.readAllBytes(scene)));
            }
            double ratio = new PhotoTime(photos).ratio(pack, detector, embedder);
            figures.reached("time_ratio", what, ratio, "<= 1", value -> value <= 1);
        } finally {
            photos.forEach(Photo::close);
        }
    }

    private static Photo inSize(byte[] bytes) {
        try (Photo photo = new PhotoDecoder().decode(bytes);
                Size size = new Size(1280, 960);
                Mat pixels = new Mat();
                BytePointer png = new BytePointer()) {
            resize(photo.pixels(), pixels, size, 0, 0, INTER_AREA);
            imencode(".png", pixels, png);
            return new PhotoDecoder().decode(bytes(png));
        }
    }

    private static byte[] bytes(BytePointer pointer) {
        byte[] bytes = new byte[(int) pointer.limit()];
        pointer.get(bytes);
        return bytes;
    }
}
