package dev.baton.worker.cases;

import dev.baton.models.cases.CaseResult;
import dev.baton.models.cases.CaseResult.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Photos in a folder, each with its right answers in {@code expected.csv}: several are separated by bars. */
final class PhotoCases {
    private static final Pattern STATUS = Pattern.compile("\\d{3} [a-z-]+");
    private static final Pattern NAMED = Pattern.compile("\\(([\\w-]+)[\\w -]* named(?:; not (\\w+))?\\)");

    private PhotoCases() {}

    /** Returns what became of each photo that the list names, in its order. */
    static List<CaseResult> run(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", 2))
                .map(line -> result(folder.resolve(line[0]), line[0], line[1]))
                .toList();
    }

    private static CaseResult result(Path file, String name, String answers) {
        PhotoOutcome outcome;
        try {
            outcome = PhotoOutcome.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return new CaseResult(name, Verdict.WRONG, e.toString(), 0);
        }
        String detail = outcome.status() + ", " + outcome.message()
                + (outcome.warnings().isEmpty() ? "" : ", " + outcome.warnings());
        return Arrays.stream(answers.split("\\|"))
                .map(String::strip)
                .filter(answer -> isRight(outcome, answer))
                .findFirst()
                .map(answer -> new CaseResult(name, verdictOf(outcome), detail, 0))
                .orElseGet(() -> new CaseResult(name, Verdict.WRONG, detail + "; right is: " + answers, 0));
    }

    private static Verdict verdictOf(PhotoOutcome outcome) {
        return outcome.status().equals(PhotoOutcome.COMPLETED) ? Verdict.RIGHT : Verdict.REFUSED_BY_NAME;
    }

    /** Compares with what can be read in the words of {@code answer}; words that say nothing to a program are for people. */
    private static boolean isRight(PhotoOutcome outcome, String answer) {
        Matcher status = STATUS.matcher(answer);
        if (status.lookingAt()) {
            return outcome.status().equals(status.group()) && saysWhatItMust(outcome.message(), answer);
        }
        return (answer.startsWith(PhotoOutcome.COMPLETED) || answer.contains("accepted"))
                && outcome.status().equals(PhotoOutcome.COMPLETED)
                && outcome.isTurned() == answer.contains("turned by 90")
                && answer.contains("warning")
                        == outcome.warnings().stream().anyMatch(warning -> warning.matches(".*\\d+ %.*"));
    }

    private static boolean saysWhatItMust(String message, String answer) {
        Matcher named = NAMED.matcher(answer);
        boolean hasName = !named.find()
                || (message.contains(named.group(1)) && (named.group(2) == null || !message.contains(named.group(2))));
        return hasName && (!answer.contains("byte's place") || message.matches(".*byte \\d+.*"));
    }
}
