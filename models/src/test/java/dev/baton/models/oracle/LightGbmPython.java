package dev.baton.models.oracle;

import dev.baton.models.oracle.Drawn.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** LightGBM, by a Python that has it; it works until this process ends. */
final class LightGbmPython implements Library {
    private static final Logger log = LoggerFactory.getLogger(LightGbmPython.class);
    private static final String SCRIPT = "docker/testing/lightgbm-answers.py";

    private final String version;
    private final Writer to;
    private final BufferedReader from;

    private LightGbmPython(String version, Writer to, BufferedReader from) {
        this.version = version;
        this.to = to;
        this.from = from;
    }

    /** Starts a Python; returns nothing where there is none, or it has no LightGBM. */
    static Optional<Library> start(String python) {
        try {
            Process process = new ProcessBuilder(python, SCRIPT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader from = process.inputReader(StandardCharsets.UTF_8);
            return Optional.ofNullable(from.readLine())
                    .map(version -> new LightGbmPython(version, process.outputWriter(StandardCharsets.UTF_8), from));
        } catch (IOException e) {
            log.info("{} cannot be run", python, e);
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "lightgbm-" + version + "-python";
    }

    @Override
    public List<Training> trainings() {
        return Trainings.lightGbm();
    }

    @Override
    public boolean takesInfinities() {
        return true;
    }

    @Override
    public Answers train(Training training, Drawn drawn) throws IOException {
        Path folder = Files.createTempDirectory("training");
        try {
            String settings = LightGbmLibrary.settings(training, drawn) + " num_iterations=" + training.rounds();
            Files.write(folder.resolve("settings"), List.of(settings.split(" ")));
            Files.writeString(folder.resolve("rows"), csv(drawn.rows()));
            Files.writeString(folder.resolve("labels"), csv(drawn.labels(training.target())));
            Files.writeString(folder.resolve("other-labels"), csv(otherLabels(drawn)));
            Files.writeString(folder.resolve("probes"), csv(drawn.probes()));
            to.write(folder + "\n");
            to.flush();
            String said = from.readLine();
            if (!"done".equals(said)) {
                throw new IOException("LightGBM says " + said);
            }
            return new Answers(Files.readAllBytes(folder.resolve("model")), numbers(folder.resolve("answers")));
        } finally {
            delete(folder);
        }
    }

    /** Noisier ones, so that a training that watches them stops. */
    private static double[] otherLabels(Drawn drawn) {
        double[] noisy = drawn.labels(Target.TARGETS);
        double[] labels = new double[drawn.rows().length];
        Arrays.setAll(labels, row -> noisy[3 * row + 1]);
        return labels;
    }

    private static String csv(double[]... rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    private static double[][] numbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
