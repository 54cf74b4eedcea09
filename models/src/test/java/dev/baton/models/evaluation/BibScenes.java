package dev.baton.models.evaluation;

import dev.baton.models.bib.Bib;
import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.BibReader;
import dev.baton.models.evaluation.AveragePrecision.Scored;
import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.runtime.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drawn race photos with {@code labels.csv}: file,x1,y1,x2,y2,text,legible. A photo that is not named there has no bib; finding a bib
 * without a text, which is mostly hidden or tiny, is neither right nor wrong.
 */
final class BibScenes {
    private static final double SAME = 0.5;

    private final Map<Path, List<Truth>> scenes = new LinkedHashMap<>();

    BibScenes(Path folder) throws IOException {
        Map<String, List<Truth>> labels = Csv.rows(folder.resolve("labels.csv")).stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("file"), Collectors.mapping(Truth::new, Collectors.toList())));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : new TreeSet<>(files.toList())) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jpg")) {
                    scenes.put(file, labels.getOrDefault(name, List.of()));
                }
            }
        }
    }

    List<Path> files() {
        return List.copyOf(scenes.keySet());
    }

    double averagePrecision(BibDetector detector) throws IOException {
        AveragePrecision precision = new AveragePrecision();
        for (Map.Entry<Path, List<Truth>> scene : scenes.entrySet()) {
            try (Photo photo = new PhotoDecoder().decode(Files.readAllBytes(scene.getKey()))) {
                List<Scored> found = detector.detect(photo, Cancellation.none()).stream()
                        .map(bib -> new Scored(bib.box(), bib.score()))
                        .toList();
                List<Truth> truths = scene.getValue();
                precision.add(
                        found,
                        truths.stream().filter(Truth::counts).map(Truth::box).toList(),
                        box -> truths.stream().anyMatch(truth -> truth.excuses(box)));
            }
        }
        return precision.value();
    }

    /** The share of the legible bibs whose number was read where it is. */
    double read(BibReader reader) throws IOException {
        int legible = 0;
        int right = 0;
        for (Map.Entry<Path, List<Truth>> scene : scenes.entrySet()) {
            try (Photo photo = new PhotoDecoder().decode(Files.readAllBytes(scene.getKey()))) {
                List<Bib> bibs = reader.read(photo, 1, Cancellation.none()).bibs();
                for (Truth truth : scene.getValue()) {
                    legible += truth.isLegible() ? 1 : 0;
                    right += truth.isLegible() && bibs.stream().anyMatch(truth::isReadBy) ? 1 : 0;
                }
            }
        }
        return (double) right / legible;
    }

    private record Truth(Box box, String text, boolean isLegible) {
        Truth(Map<String, String> row) {
            this(
                    new Box(number(row, "x1"), number(row, "y1"), number(row, "x2"), number(row, "y2")),
                    row.get("text"),
                    row.get("legible").matches("1|[Tt]rue"));
        }

        private static float number(Map<String, String> row, String column) {
            return Float.parseFloat(row.get(column));
        }

        boolean counts() {
            return !text.isEmpty();
        }

        /** Whether a detection that lies mostly on this bib is neither right nor wrong. */
        boolean excuses(Box found) {
            double width = Math.min(found.x2(), box.x2()) - Math.max(found.x1(), box.x1());
            double height = Math.min(found.y2(), box.y2()) - Math.max(found.y1(), box.y1());
            boolean isMostlyOnIt = Math.max(0, width) * Math.max(0, height) >= found.width() * found.height() / 2.0;
            return !counts() && isMostlyOnIt;
        }

        boolean isReadBy(Bib bib) {
            return bib.number().equals(text) && bib.box().overlap(box) >= SAME;
        }
    }
}
