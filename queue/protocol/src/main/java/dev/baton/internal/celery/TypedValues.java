package dev.baton.internal.celery;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Values beyond JSON's, such as dates, inside a tree of JSON: who wants an {@code Object} is given the value itself, who wants another
 * type what its text stands for.
 */
final class TypedValues extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    // Half a bib is no bib, "2" is no number, and 2 is no text: what a sender got wrong must not be made to fit.
    private static final JsonMapper STRICT = Json.mapper()
            .rebuild()
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    coercion -> NO_TEXT.forEach(shape -> coercion.setCoercion(shape, CoercionAction.Fail)))
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .addModule(new TypedValues())
            .build();

    private static final JsonMapper COMPLETE = STRICT.rebuild()
            .annotationIntrospector(AnnotationIntrospector.pair(
                    new RequiredComponents(), STRICT.deserializationConfig().getAnnotationIntrospector()))
            .build();

    private TypedValues() {
        super("typed values");
        setDeserializerModifier(new ValueDeserializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public ValueDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
                return type.getBeanClass().getName().startsWith("java.") && type.getBeanClass() != Object.class
                        ? new OrText(deserializer)
                        : deserializer;
            }
        });
    }

    /**
     * Returns {@code value}, made of JSON's values and of others, as a {@code type}.
     *
     * @throws JacksonException where it is none
     */
    static <T extends @Nullable Object> T read(@Nullable Object value, Class<T> type) {
        return STRICT.treeToValue(tree(value), type);
    }

    /**
     * Returns the same, all of whose records are complete: only what is {@link java.util.Optional} or {@code Nullable} may be missing.
     *
     * @throws JacksonException where it is none
     */
    static <T> T readComplete(Object value, Class<T> type) {
        return COMPLETE.treeToValue(tree(value), type);
    }

    /** Returns the tree of {@code value}: maps, lists, what JSON knows, and any other objects as leaves. */
    private static JsonNode tree(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((name, item) -> node.set(String.valueOf(name), tree(item)));
            return node;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode node = NODES.arrayNode();
            items.forEach(item -> node.add(tree(item)));
            return node;
        }
        return value instanceof Number number ? ofNumber(number) : ofOther(value);
    }

    private static JsonNode ofOther(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof String text) {
            return NODES.stringNode(text);
        }
        return value instanceof Boolean flag ? NODES.booleanNode(flag) : NODES.pojoNode(value);
    }

    private static JsonNode ofNumber(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number instanceof Integer
                    ? NODES.numberNode(number.intValue())
                    : NODES.numberNode(number.longValue());
        }
        if (number instanceof BigInteger || number instanceof BigDecimal) {
            return number instanceof BigInteger whole ? NODES.numberNode(whole) : NODES.numberNode((BigDecimal) number);
        }
        return NODES.numberNode(number.doubleValue());
    }

    private static final class OrText extends DelegatingDeserializer {
        OrText(ValueDeserializer<?> type) {
            super(type);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> type) {
            return new OrText(type);
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) {
            if (handledType() == String.class && isDecimal(in)) {
                return in.getString();
            }
            Object value = in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT) ? in.getEmbeddedObject() : null;
            if (value == null || value instanceof byte[]) {
                return super.deserialize(in, context);
            }
            if (handledType().isInstance(value)) {
                return value;
            }
            try (JsonParser text =
                    StringNode.valueOf(Json.convert(value, String.class)).traverse(context)) {
                text.nextToken();
                return super.deserialize(text, context);
            }
        }

        /** Tells whether {@code in} is at a decimal, a value with a type of its own in Python; JSON's own numbers are doubles. */
        private static boolean isDecimal(JsonParser in) {
            return in.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && in.getNumberType() == JsonParser.NumberType.BIG_DECIMAL;
        }
    }
}
