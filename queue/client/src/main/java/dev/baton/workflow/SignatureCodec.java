package dev.baton.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signatures as the JSON objects that Celery's messages carry. */
final class SignatureCodec {
    private SignatureCodec() {}

    static Map<String, @Nullable Object> toWire(Signature signature) {
        return signature.fold(
                task -> wire(task, task.args(), task.kwargs(), null, task.immutable()),
                chain -> wire(chain, List.of(), Map.of("tasks", allToWire(chain.steps())), "chain", false),
                group -> wire(group, List.of(), Map.of("tasks", allToWire(group.members())), "group", false),
                chord -> wire(chord, List.of(), parts(chord), "chord", false));
    }

    private static Map<String, Object> parts(Signature.Chord chord) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("kwargs", Map.of());
        parts.put("header", toWire(chord.header()));
        parts.put("body", toWire(chord.body()));
        return parts;
    }

    static List<Map<String, @Nullable Object>> allToWire(List<? extends Signature> signatures) {
        return signatures.stream().map(SignatureCodec::toWire).toList();
    }

    private static Map<String, @Nullable Object> wire(
            Signature signature, List<?> args, Map<String, ?> kwargs, @Nullable String type, boolean immutable) {
        Map<String, @Nullable Object> wire = new LinkedHashMap<>();
        wire.put("task", signature.name());
        wire.put("args", args);
        wire.put("kwargs", kwargs);
        wire.put("options", signature.options().values());
        wire.put("subtask_type", type);
        wire.put("immutable", immutable);
        return wire;
    }

    static Signature parse(@Nullable Object wire) {
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

    static List<Signature> parseAll(@Nullable Object wire) {
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
