package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;

/** What the components of a record are in JSON. */
final class Components {
    private Components() {}

    static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? Json.nameOf(component.getName()) : named.value();
    }

    static boolean mayBeNull(RecordComponent component) {
        return component.getType() == Optional.class
                || Stream.of(component, component.getAccessor(), component.getAnnotatedType())
                        .flatMap(annotated -> Stream.of(annotated.getAnnotations()))
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
