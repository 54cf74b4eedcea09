#!/usr/bin/env bash
# Jackson 3.1.8: the reader that collects all problems stops at the first value of another JSON type. "count": "x" is collected
# with the bad date and id beside it. "count": true throws an exception of another class at once, which names no other
# problem that follows, and has those before it as suppressed only. The same holds for texts where scalars are not coerced.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars tools.jackson.core:jackson-databind:3.1.8

cat >"$work/Collecting.java" <<'JAVA'
import java.time.LocalDate;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.DeferredBindingException;
import tools.jackson.databind.json.JsonMapper;

public class Collecting {
    public record Order(int count, LocalDate day, UUID id) {}

    public static void main(String[] arguments) {
        JsonMapper lenient = new JsonMapper();
        JsonMapper strict = JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();
        String seen = read(lenient, "\"x\"") + "; " + read(lenient, "true") + "; " + read(lenient, "{}") + "; " + read(strict, "\"x\"");
        System.out.println(seen);
        if (!seen.equals("3 collected; MismatchedInputException; MismatchedInputException; MismatchedInputException")) {
            throw new AssertionError("otherwise");
        }
    }

    static String read(JsonMapper mapper, String count) {
        try {
            return "" + mapper.readerFor(Order.class).problemCollectingReader()
                    .readValueCollectingProblems("{\"count\": " + count + ", \"day\": \"31.1.2026\", \"id\": \"7\"}");
        } catch (DeferredBindingException e) {
            return e.getProblems().size() + " collected";
        } catch (JacksonException e) {
            return e.getClass().getSimpleName();
        }
    }
}
JAVA
java -cp "$work/jars/*" "$work/Collecting.java"
