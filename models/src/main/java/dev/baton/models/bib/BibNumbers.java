package dev.baton.models.bib;

import java.util.Optional;

/** What counts as a bib's number, and which letters are misread digits. */
final class BibNumbers {
    private static final String LETTERS = "OoIlSsBZz";
    private static final String DIGITS = "001155822";
    private static final int MAX_LENGTH = 10;

    private final int minDigits;

    BibNumbers(int minDigits) {
        if (minDigits < 1 || minDigits > MAX_LENGTH) {
            throw new IllegalArgumentException("minDigits must be 1 to " + MAX_LENGTH + ", was " + minDigits);
        }
        this.minDigits = minDigits;
    }

    /** The number in text that was read on a bib. */
    Optional<String> onBib(String text) {
        StringBuilder number = new StringBuilder();
        text.chars().filter(BibNumbers::isPlain).forEach(c -> number.append(asDigit((char) c)));
        return kept(number);
    }

    /** The number in text of a reader that tells letters from digits. */
    Optional<String> asRead(String text) {
        StringBuilder number = new StringBuilder();
        text.chars().filter(BibNumbers::isPlain).forEach(c -> number.append((char) c));
        return kept(number);
    }

    /** The number in text that was read anywhere in a photo: most of it must have been digits before any was corrected. */
    Optional<String> anywhere(String text) {
        long plain = text.chars().filter(BibNumbers::isPlain).count();
        boolean isMostlyDigits = digits(text) >= minDigits && 2L * digits(text) > plain && 2 * plain > text.length();
        return isMostlyDigits ? onBib(text) : Optional.empty();
    }

    private Optional<String> kept(StringBuilder number) {
        boolean isNumber = digits(number) >= minDigits && number.length() <= MAX_LENGTH;
        return isNumber ? Optional.of(number.toString()) : Optional.empty();
    }

    private static boolean isPlain(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static char asDigit(char c) {
        int misread = LETTERS.indexOf(c);
        return misread < 0 ? c : DIGITS.charAt(misread);
    }

    private static long digits(CharSequence text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').count();
    }
}
