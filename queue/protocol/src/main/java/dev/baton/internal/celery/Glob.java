package dev.baton.internal.celery;

import java.util.regex.Pattern;

/** Shell patterns as Python's {@code fnmatch} reads them: {@code *}, {@code ?}, {@code [abc]} and {@code [!abc]}. */
public final class Glob {
    private static final Pattern WILD = Pattern.compile("[*?\\[]");

    private Glob() {}

    /** Tells whether {@code text} is a pattern and not just a name. */
    public static boolean isPattern(String text) {
        return WILD.matcher(text).find();
    }

    /** Returns the regular expression that must match the whole of a name. */
    public static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            int end = glob.charAt(at) == '[' ? glob.indexOf(']', at + 2) : -1;
            regex.append(end > 0 ? set(glob.substring(at + 1, end)) : one(glob.charAt(at)));
            at = end > 0 ? end + 1 : at + 1;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String set(String members) {
        boolean isNegated = members.startsWith("!");
        String plain = (isNegated ? members.substring(1) : members)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&", "\\&")
                .replace("^", "\\^");
        return "[" + (isNegated ? "^" : "") + plain + "]";
    }

    private static String one(char symbol) {
        return switch (symbol) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(symbol));
        };
    }
}
