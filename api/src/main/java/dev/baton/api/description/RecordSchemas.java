package dev.baton.api.description;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Completes the schemas of records: members that are not {@code @Nullable} are always there, {@code Object} is any JSON, and comments
 * describe.
 */
@Component
@Profile("dev")
final class RecordSchemas implements ModelConverter {
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private final JavadocProvider comments;

    RecordSchemas(JavadocProvider comments) {
        this.comments = comments;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            Schema<?> defined = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels()
                            .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
            if (defined != null) {
                describe(java.getRawClass(), defined);
            }
        }
        return schema;
    }

    private void describe(Class<?> type, Schema<?> schema) {
        schema.setType("object");
        schema.setRequired(required(type).sorted().toList());
        String comment = comments.getClassJavadoc(type);
        schema.setDescription(comment == null || comment.isBlank() ? null : comment.strip());
        Map<String, String> ofComponents = comments.getRecordClassParamJavadoc(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = NAMES.translate(component.getName());
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                schema.getProperties().remove(name);
                schema.setAdditionalProperties(true);
            } else if (schema.getProperties().containsKey(name)) {
                Schema<?> member = member(component, schema.getProperties().get(name));
                String ofComponent = ofComponents.get(component.getName());
                schema.addProperty(name, ofComponent == null ? member : member.description(ofComponent.strip()));
            }
        }
    }

    private static Schema<?> member(RecordComponent component, Schema<?> found) {
        if (component.getType() == Object.class) {
            return new Schema<>();
        }
        if (component.getGenericType().getTypeName().endsWith(", java.lang.Object>")) {
            found.setAdditionalProperties(true);
        }
        return found;
    }

    private static Stream<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(RecordSchemas::required);
    }

    private static Stream<String> required(RecordComponent component) {
        if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            return required(component.getType());
        }
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || component.getAccessor().isAnnotationPresent(JsonAnyGetter.class);
        return optional ? Stream.of() : Stream.of(NAMES.translate(component.getName()));
    }
}
