package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.baton.task.TaskType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Binds what tasks gave to the output of their type, by the rules that hold for arguments. */
public final class OutputBinder {
    private OutputBinder() {}

    /**
     * Returns {@code result}, as {@link ResultCodec#decode} reads it, bound to the output of {@code type}. Null stays null, unless the
     * output is of a primitive type. A record's component must be there unless it is {@code Optional} or {@code Nullable} (any
     * annotation of that name). If Jackson's annotations change how a record is written, they alone decide.
     *
     * @throws IllegalArgumentException saying what does not fit, and where
     */
    public static <O extends @Nullable Object> O bind(@Nullable Object result, TaskType<?, O> type) {
        if (result instanceof Map<?, ?> fields && type.output().isRecord()) {
            requireComplete(fields, type);
        }
        try {
            return TypedValues.read(result, type.output());
        } catch (JacksonException e) {
            String place = Misfits.placeOf(e);
            throw new IllegalArgumentException(
                    (place.isEmpty() ? "" : "'" + place + "' in ") + "the result of " + type.name()
                            + (Misfits.isPredicate(e) ? " " : ": ") + Misfits.reasonOf(e, result),
                    e);
        }
    }

    private static void requireComplete(Map<?, ?> fields, TaskType<?, ?> type) {
        RecordComponent[] components = type.output().getRecordComponents();
        if (isWrittenOtherwise(type.output())
                || Stream.of(components).anyMatch(one -> isWrittenOtherwise(one.getAccessor()))) {
            return;
        }
        for (RecordComponent component : components) {
            String name = Components.nameOf(component);
            if (fields.get(name) == null && !Components.mayBeNull(component)) {
                throw new IllegalArgumentException(
                        "the result of " + type.name() + " lacks '" + name + "'; it has " + fields.keySet());
            }
        }
    }

    private static boolean isWrittenOtherwise(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(annotation -> annotation.annotationType())
                .anyMatch(annotation ->
                        annotation != JsonProperty.class && annotation.getName().contains(".jackson."));
    }
}
