package dev.baton.models.cases;

import dev.baton.models.cases.CaseResult.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models in a folder, {@code NAME.txt} of LightGBM and {@code NAME.json} or {@code NAME.ubj} of XGBoost: each is refused by the name of what is not
 * supported, or gives what {@code NAME.expected.csv} says for each line of {@code lgb-rows.csv} or {@code xgb-rows.csv}.
 */
public final class ModelCases {
    private final Path folder;

    private ModelCases(Path folder) {
        this.folder = folder;
    }

    /** Returns what became of each model in {@code folder}, in the order of their names. */
    public static List<CaseResult> run(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            ModelCases cases = new ModelCases(folder);
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(".*\\.(txt|json|ubj)"))
                    .sorted()
                    .map(cases::result)
                    .toList();
        }
    }

    private CaseResult result(String file) {
        String name = file.substring(0, file.lastIndexOf('.'));
        boolean lightGbm = file.endsWith(".txt");
        try {
            List<double[]> rows = numbers(folder.resolve(lightGbm ? "lgb-rows.csv" : "xgb-rows.csv"));
            byte[] content = Files.readAllBytes(folder.resolve(file));
            return (lightGbm ? Judge.LIGHTGBM : Judge.XGBOOST).judge(name, content, rows, expected(name));
        } catch (IOException e) {
            return new CaseResult(name, Verdict.WRONG, e.toString());
        }
    }

    /** What the library answered; of a model beside which that does not lie, it was asked for the same rows since. */
    private List<double[]> expected(String name) throws IOException {
        String file = name + ".expected.csv";
        if (Files.exists(folder.resolve(file))) {
            return numbers(folder.resolve(file));
        }
        try (InputStream in = ModelCases.class.getResourceAsStream("/cases/" + file)) {
            if (in == null) {
                throw new NoSuchFileException(file);
            }
            return numbers(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines());
        }
    }

    private static List<double[]> numbers(Path csv) throws IOException {
        try (Stream<String> lines = Files.lines(csv)) {
            return numbers(lines);
        }
    }

    private static List<double[]> numbers(Stream<String> lines) {
        return lines.map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(ModelCases::number)
                        .toArray())
                .toList();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
