package dev.baton.fuzz;

import com.rabbitmq.client.impl.LongStringHelper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.zip.DeflaterOutputStream;

/** What can be wrong with a message. The same seed makes the same messages. */
final class Mutations {
    private static final byte[] BOMB = deflated(new byte[32 * 1024 * 1024]);
    private static final int DEEP = 10_000;

    private final Random random;
    private final List<BiConsumer<Mutant, Random>> all = List.of(
            Mutations::dropHeader,
            Mutations::replaceHeader,
            Mutations::swapHeaders,
            Mutations::addHeader,
            Mutations::enlargeHeader,
            Mutations::deepenHeader,
            Mutations::noHeaders,
            Mutations::number,
            Mutations::moment,
            Mutations::notUtf8,
            Mutations::properties,
            Mutations::contentType,
            Mutations::cutBody,
            Mutations::flipBits,
            Mutations::randomBody,
            Mutations::wrongBody,
            Mutations::deepBody,
            Mutations::hugeNumber,
            Mutations::kombuType,
            Mutations::compression,
            Mutations::workflow);

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Makes the next message: wrong in one to three ways. */
    Mutant next(String mark) {
        Mutant mutant = new Mutant(mark);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            pick(all, random).accept(mutant, random);
        }
        return mutant;
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String header(Mutant mutant, Random random) {
        List<String> names = new ArrayList<>(mutant.headers.keySet());
        return names.isEmpty() ? "id" : pick(names, random);
    }

    private static void dropHeader(Mutant mutant, Random random) {
        mutant.headers.remove(header(mutant, random));
    }

    private static void replaceHeader(Mutant mutant, Random random) {
        mutant.headers.put(header(mutant, random), value(random));
    }

    // No infinity and no NaN: the broker itself refuses them.
    // AMQP has no other type for a moment.
    @SuppressWarnings("JavaUtilDate")
    private static Object value(Random random) {
        List<Object> values = Arrays.asList(
                null,
                true,
                -1,
                Long.MAX_VALUE,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                1.5f,
                (short) 7,
                (byte) -7,
                "",
                "text",
                " ",
                "\u0000",
                "Ünï🏃",
                new byte[] {-1, 0, 1},
                new java.util.Date(0),
                new java.math.BigDecimal("1.5"),
                List.of(),
                Map.of(),
                Arrays.asList(1, null, List.of("a", Map.of("b", 2.0))),
                Map.of("a", List.of(Map.of())),
                "x".repeat(300));
        return pick(values, random);
    }

    private static void swapHeaders(Mutant mutant, Random random) {
        String one = header(mutant, random);
        String other = header(mutant, random);
        Object kept = mutant.headers.get(one);
        mutant.headers.put(one, mutant.headers.get(other));
        mutant.headers.put(other, kept);
    }

    private static void addHeader(Mutant mutant, Random random) {
        List<String> names =
                List.of("compression", "x-death", "x-delivery-count", "x-baton-reason", "stamps", "", "ü", "__proto__");
        mutant.headers.put(pick(names, random), value(random));
    }

    private static void enlargeHeader(Mutant mutant, Random random) {
        mutant.headers.put(header(mutant, random), "x".repeat(1 + random.nextInt(30_000)));
    }

    private static void deepenHeader(Mutant mutant, Random random) {
        Object deep = "deep";
        int depth = 1 + random.nextInt(random.nextInt(20) == 0 ? DEEP : 600);
        for (int i = 0; i < depth; i++) {
            deep = List.of(deep);
        }
        mutant.headers.put(header(mutant, random), deep);
    }

    private static void noHeaders(Mutant mutant, Random random) {
        mutant.headers.clear();
    }

    private static void number(Mutant mutant, Random random) {
        List<Object> values =
                List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE, 1e300, 0.5, -0.0, "3");
        String name = pick(List.of("retries", "group_index", "replaced_task_nesting", "timelimit"), random);
        // A hard limit that a run can reach ends its process, as its sender asked.
        mutant.headers.put(
                name, name.equals("timelimit") ? Arrays.asList(null, pick(values, random)) : pick(values, random));
    }

    private static void moment(Mutant mutant, Random random) {
        mutant.headers.put(pick(List.of("eta", "expires"), random), pick(Wrong.MOMENTS, random));
    }

    private static void notUtf8(Mutant mutant, Random random) {
        byte[] bytes = new byte[1 + random.nextInt(64)];
        random.nextBytes(bytes);
        mutant.headers.put(header(mutant, random), LongStringHelper.asLongString(bytes));
    }

    private static void properties(Mutant mutant, Random random) {
        mutant.replyTo = pick(List.of("", "\u0000", "x".repeat(255), "nobody"), random);
        mutant.correlationId = pick(List.of("", "\u0000", "x".repeat(255), "ü"), random);
        mutant.priority = random.nextInt(256);
        mutant.expiration = random.nextInt(10) == 0 ? "0" : null;
    }

    private static void contentType(Mutant mutant, Random random) {
        if (random.nextBoolean()) {
            mutant.contentType = random.nextInt(4) == 0 ? null : pick(Wrong.TYPES, random);
        } else {
            mutant.contentEncoding =
                    random.nextInt(4) == 0 ? null : pick(List.of("binary", "utf-16", "", "UTF-8"), random);
        }
    }

    private static void cutBody(Mutant mutant, Random random) {
        mutant.body = Arrays.copyOf(mutant.body, random.nextInt(mutant.body.length + 1));
    }

    private static void flipBits(Mutant mutant, Random random) {
        for (int i = 0; i < 3 && mutant.body.length > 0; i++) {
            mutant.body[random.nextInt(mutant.body.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static void randomBody(Mutant mutant, Random random) {
        mutant.body = new byte[random.nextInt(2000)];
        random.nextBytes(mutant.body);
    }

    private static void wrongBody(Mutant mutant, Random random) {
        mutant.body = bytes(pick(Wrong.BODIES, random));
    }

    private static void deepBody(Mutant mutant, Random random) {
        int depth = random.nextInt(random.nextBoolean() ? 1000 : 200_000);
        String open = pick(List.of("[", "{\"a\":", "[[],{},{\"chord\":"), random);
        mutant.body = bytes(
                "[[" + open.repeat(depth) + "1" + (random.nextBoolean() ? "]".repeat(depth) : "") + "], {}, null]");
    }

    private static void hugeNumber(Mutant mutant, Random random) {
        String digits = "9".repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 1200));
        String number = pick(List.of(digits, "-" + digits, "0." + digits, "1e" + digits, "1e-" + digits), random);
        mutant.body = bytes("[[" + number + "], {" + pick(List.of("", "\"amount\": " + number), random) + "}, null]");
    }

    private static void kombuType(Mutant mutant, Random random) {
        String tagged = "{\"__type__\": \"" + pick(Wrong.TAGS, random) + "\", \"__value__\": "
                + pick(Wrong.TAGGED, random) + "}";
        String name = pick(List.of("number", "amount", "texts", "moment"), random);
        mutant.body = bytes("[[" + tagged + "], {\"" + name + "\": " + tagged + "}, null]");
    }

    private static void compression(Mutant mutant, Random random) {
        mutant.headers.put("compression", "application/x-gzip");
        mutant.body = random.nextInt(20) == 0 ? BOMB.clone() : deflated(mutant.body);
        if (random.nextBoolean()) {
            flipBits(mutant, random);
        }
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes)) {
            stream.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void workflow(Mutant mutant, Random random) {
        mutant.body =
                bytes("[[1], {}, {\"" + pick(Wrong.STEPS, random) + "\": " + pick(Wrong.SIGNATURES, random) + "}]");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
