package dev.baton.fuzz;

import java.util.List;

/** Texts that are wrong where they stand, or nearly. */
final class Wrong {
    static final List<String> MOMENTS = List.of(
            "2026-01-01T00:00:00+00:00",
            "tomorrow",
            "+999999999-12-31T23:59:59Z",
            "-0001-01-01T00:00:00Z",
            "",
            "2026-13-45T99:99:99",
            "2026-01-01",
            "9999-12-31T23:59:59.999999999Z",
            "\u0000",
            "2026-01-01T00:00:00+99:99");
    static final List<String> TYPES = List.of(
            "",
            "application/x-python-serialize",
            "application/json;charset=latin-1",
            "text/plain",
            ";",
            "\u0000",
            "APPLICATION/JSON");
    static final List<String> BODIES = List.of(
            "[]",
            "{}",
            "null",
            "true",
            "3",
            "\"text\"",
            "[[], {}, {}, {}]",
            "[[], []]",
            "[{}, [], null]",
            "[null, null, null]",
            "[[1], {}, []]",
            "[[1], {\"amount\": 1e999999999}, null]",
            "[[1], {\"amount\": 1E-999999999}, null]",
            "[[1, 1e400], {}, null]",
            "[[1, 12345678901234567890123], {}, null]",
            "[[NaN, -Infinity], {}, null]",
            "[[\"\\ud800\"], {\"texts\": [\"\\u0000\", \"\\udc00\\ud800\"]}, null]",
            "[[1], {\"amount\": 1, \"amount\": 2}, null]",
            "[[1], {\"unknown\": 1, \"\": 2}, null]",
            "[[1,],{},]",
            "\ufeff[[1], {}, null]",
            "[[1], {\"moment\": \"+999999999-01-01T00:00:00Z\"}, null]");
    static final List<String> TAGS =
            List.of("datetime", "date", "time", "decimal", "uuid", "bytes", "base64", "complex", "", "__type__");
    static final List<String> TAGGED = List.of(
            "null",
            "\"\"",
            "[]",
            "{}",
            "{\"hex\": \"zz\"}",
            "1e400",
            "\"1E+999999999\"",
            "\"1E-999999999\"",
            "\"2026\"",
            "\"\\u0000\"",
            "{\"__type__\": \"date\", \"__value__\": 1}",
            "\"NaN\"");
    static final List<String> STEPS = List.of("callbacks", "errbacks", "chain", "chord");
    static final List<String> SIGNATURES = List.of(
            "[]",
            "[null]",
            "[1]",
            "[{}]",
            "{\"task\": 1}",
            "[{\"task\": \"fuzz.take\"}]",
            "\"text\"",
            "[[[]]]",
            "[{\"task\": \"fuzz.none\", \"args\": {}, \"kwargs\": [], \"options\": 7}]",
            "{\"task\": \"fuzz.take\", \"args\": [], \"kwargs\": {}, \"options\": {\"task_id\": [], \"queue\": {}}}");

    private Wrong() {}
}
