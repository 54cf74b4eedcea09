package dev.baton.models.tree;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A part of LightGBM's text: lines of {@code name=value}, and bare words. None is passed over that is not known. */
record LightGbmFields(Map<String, String> fields) {
    private static final String BLANKS = "\\s+";

    /**
     * Returns the fields in {@code lines}.
     *
     * @param known names that are heeded or change no answer
     * @param bare words of which the same is true
     */
    static LightGbmFields of(String lines, Set<String> known, Set<String> bare, String where) {
        Map<String, String> fields = new LinkedHashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int at = line.indexOf('=');
            String name = at < 0 ? line : line.substring(0, at);
            if (!(at < 0 ? bare : known).contains(name)) {
                throw UnreadableTreesException.unsupported("'" + name + "' in " + where);
            }
            if (fields.put(name, line.substring(at + 1)) != null) {
                throw new UnreadableTreesException("the file has " + name + " twice in " + where);
            }
        });
        return new LightGbmFields(fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        String field = fields.get(name);
        if (field == null || field.isBlank()) {
            throw new UnreadableTreesException("the file lacks " + name);
        }
        return field;
    }

    /** Returns a field that counts, {@code absent} where there is none. */
    int count(String name, int absent) {
        return has(name) ? Integer.parseInt(text(name)) : absent;
    }

    int[] integers(String name, int count) {
        String[] words = words(name, count);
        int[] numbers = new int[words.length];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = Integer.parseInt(words[at]);
        }
        return numbers;
    }

    double[] numbers(String name, int count) {
        String[] words = words(name, count);
        double[] numbers = new double[words.length];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = switch (words[at]) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(words[at]);
            };
        }
        return numbers;
    }

    /** Returns a field of 32 bits a word. */
    BitSet bits(String name, int words) {
        String[] all = words(name, words);
        long[] pairs = new long[(words + 1) / 2];
        int at = 0;
        for (String word : all) {
            pairs[at / 2] |= Integer.toUnsignedLong(Integer.parseUnsignedInt(word)) << (at % 2 * Integer.SIZE);
            at++;
        }
        return BitSet.valueOf(pairs);
    }

    private String[] words(String name, int count) {
        String[] words = count == 0 ? new String[0] : text(name).strip().split(BLANKS, -1);
        if (words.length != count) {
            throw new UnreadableTreesException(
                    "the file is not whole: " + name + " has " + words.length + " numbers, not " + count);
        }
        return words;
    }
}
