package dev.baton.internal.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signatures as the JSON objects that Celery's messages carry. */
public final class SignatureCodec {
    private SignatureCodec() {}

    /** Returns {@code signature} as Celery writes it. */
    public static Map<String, @Nullable Object> toWire(Signature signature) {
        if (signature instanceof Signature.Task task) {
            return wire(task.name(), task.args(), task.kwargs(), task, null);
        }
        if (signature instanceof Signature.Chain chain) {
            return wire("celery.chain", List.of(), Map.of("tasks", allToWire(chain.steps())), chain, "chain");
        }
        if (signature instanceof Signature.Group group) {
            return wire("celery.group", List.of(), Map.of("tasks", allToWire(group.members())), group, "group");
        }
        Signature.Chord chord = (Signature.Chord) signature;
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("kwargs", Map.of());
        parts.put("header", toWire(chord.header()));
        parts.put("body", toWire(chord.body()));
        return wire("celery.chord", List.of(), parts, chord, "chord");
    }

    static List<Map<String, @Nullable Object>> allToWire(List<? extends Signature> signatures) {
        return signatures.stream().map(SignatureCodec::toWire).toList();
    }

    private static Map<String, @Nullable Object> wire(
            String task, List<?> args, Map<String, ?> kwargs, Signature signature, @Nullable String type) {
        Map<String, @Nullable Object> wire = new LinkedHashMap<>();
        wire.put("task", task);
        wire.put("args", args);
        wire.put("kwargs", kwargs);
        wire.put("options", signature.options().values());
        wire.put("subtask_type", type);
        wire.put("immutable", signature instanceof Signature.Task single && single.immutable());
        return wire;
    }

    /**
     * Returns the signature that {@code wire} is.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Signature parse(@Nullable Object wire) {
        Map<String, @Nullable Object> fields = object(wire, "a signature");
        String task = String.valueOf(fields.getOrDefault("task", ""));
        List<?> args = list(fields.get("args"), "args");
        Map<String, @Nullable Object> kwargs = object(fields.get("kwargs"), "kwargs");
        Options options = new Options(object(fields.get("options"), "options"));
        boolean immutable = Boolean.TRUE.equals(fields.get("immutable"));
        // What a chain, group or chord was itself given goes to what runs first in it.
        return switch (String.valueOf(fields.get("subtask_type"))) {
            case "chain" -> new Signature.Chain(parseAll(kwargs.get("tasks")), options).given(args);
            case "group" -> new Signature.Group(parseAll(kwargs.get("tasks")), options).given(args);
            case "chord" -> chord(kwargs, options).given(args);
            default -> new Signature.Task(task, new ArrayList<>(args), kwargs, options, immutable);
        };
    }

    private static Signature.Chord chord(Map<String, @Nullable Object> kwargs, Options options) {
        Object header = kwargs.get("header");
        Signature.Group group = header instanceof Map<?, ?> && parse(header) instanceof Signature.Group frozen
                ? frozen
                : new Signature.Group(parseAll(header), Options.NONE);
        return new Signature.Chord(group, parse(kwargs.get("body")), options);
    }

    /** Returns the signatures in {@code wire}: a list of them, a single one, or null for none. */
    public static List<Signature> parseAll(@Nullable Object wire) {
        if (wire == null) {
            return List.of();
        }
        return wire instanceof List<?> all
                ? all.stream().map(SignatureCodec::parse).toList()
                : List.of(parse(wire));
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what + " must be a JSON array");
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> fields.put(String.valueOf(key), entry));
        } else if (value != null) {
            throw new IllegalArgumentException(what + " must be a JSON object");
        }
        return fields;
    }
}
