package dev.baton.api.upload;

import dev.baton.api.problem.ProblemType;
import dev.baton.photo.Analysis;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The fields of a form beside its files. */
public final class PhotoForm {
    private static final int MAX_LENGTH = 255;
    // What is no UTF-8 is read as this.
    private static final char REPLACEMENT = '\uFFFD';

    private PhotoForm() {}

    /** Refuses a form that has other fields than {@code file} with files and {@code options} with text, each of these once. */
    public static void requireFields(MultipartHttpServletRequest form, String file, Set<String> options) {
        Set<String> unknown = new TreeSet<>(form.getMultiFileMap().keySet());
        unknown.remove(file);
        Set<String> texts = form.getParameterMap().keySet();
        texts.stream().filter(text -> !options.contains(text)).forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_FIELD.because("the fields " + unknown + " are not known here; files go in '"
                    + file + "', options are " + new TreeSet<>(options));
        }
        new TreeMap<>(form.getParameterMap()).forEach(PhotoForm::requireOnce);
    }

    private static void requireOnce(String option, String[] values) {
        if (values.length > 1) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'" + option + "' is given " + values.length + " times; once is allowed");
        }
    }

    /** Returns {@code value}, which must be absent or 1 to 255 printable characters. */
    public static @Nullable String printable(String name, @Nullable String value) {
        boolean wrong = value != null
                && (value.isBlank()
                        || value.length() > MAX_LENGTH
                        || value.chars().anyMatch(one -> Character.isISOControl(one) || one == REPLACEMENT));
        if (wrong) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'" + name + "' must be 1 to " + MAX_LENGTH + " printable characters in UTF-8");
        }
        return value;
    }

    /** Returns the analyses that {@code list} names, separated by commas, in their usual order; all where absent. */
    static List<String> analyses(@Nullable String text) {
        String list = printable("analyses", text);
        List<String> named = list == null
                ? Analysis.all().stream().map(Analysis::wireName).toList()
                : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        try {
            return named.stream()
                    .map(Analysis::named)
                    .distinct()
                    .sorted()
                    .map(Analysis::wireName)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ProblemType.INVALID_PARAMETER.because("'analyses': " + e.getMessage());
        }
    }
}
