package dev.baton.internal.celery.kombu;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes values as kombu 5.3 and later do, in the form of Python's {@code isoformat}, the only ISO 8601 that Python before 3.11 reads.
 * It has seconds always, six digits of a fraction or none, and an offset instead of {@code Z}. Digits beyond microseconds are cut.
 */
public final class KombuModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    public KombuModule() {
        super("kombu");
        add(Instant.class, "datetime", moment -> dateTime(moment.atOffset(ZoneOffset.UTC)));
        add(OffsetDateTime.class, "datetime", KombuModule::dateTime);
        add(ZonedDateTime.class, "datetime", moment -> dateTime(moment.toOffsetDateTime()));
        add(LocalDateTime.class, "datetime", KombuModule::dateTime);
        add(LocalDate.class, "date", KombuModule::date);
        add(LocalTime.class, "time", KombuModule::time);
        add(OffsetTime.class, "time", time -> time(time.toLocalTime()) + offset(time.getOffset()));
        add(BigDecimal.class, "decimal", BigDecimal::toString);
        add(UUID.class, "uuid", id -> Map.of("hex", id.toString().replace("-", "")));
        addSerializer(byte[].class, new Bytes());
        addSerializer(Date.class, new OldDate());
    }

    private <T> void add(Class<T> type, String tag, Function<T, Object> encoder) {
        addSerializer(type, new Tagging<>(type, tag, encoder));
    }

    private static String dateTime(OffsetDateTime moment) {
        return dateTime(moment.toLocalDateTime()) + offset(moment.getOffset());
    }

    private static String dateTime(LocalDateTime moment) {
        return date(moment.toLocalDate()) + "T" + time(moment.toLocalTime());
    }

    private static String date(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new IllegalArgumentException("Python's dates are of the years 1 to 9999, this one is " + date);
        }
        return date.toString();
    }

    private static String time(LocalTime time) {
        int micros = time.getNano() / 1000;
        String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        return micros == 0 ? seconds : seconds + ".%06d".formatted(micros);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static void write(JsonGenerator out, String tag, Object value) {
        out.writeStartObject();
        out.writeStringProperty(KombuTypes.TYPE, tag);
        out.writePOJOProperty(KombuTypes.VALUE, value);
        out.writeEndObject();
    }

    private static final class Tagging<T> extends StdSerializer<T> {
        private final String tag;
        private final transient Function<T, Object> encoder;

        Tagging(Class<T> type, String tag, Function<T, Object> encoder) {
            super(type);
            this.tag = tag;
            this.encoder = encoder;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            write(out, tag, encoder.apply(value));
        }
    }

    /** As text where they are UTF-8. */
    private static final class Bytes extends StdSerializer<byte[]> {
        Bytes() {
            super(byte[].class);
        }

        @Override
        public void serialize(byte[] value, JsonGenerator out, SerializationContext context) {
            try {
                write(
                        out,
                        "bytes",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(value))
                                .toString());
            } catch (CharacterCodingException e) {
                write(out, "base64", Base64.getEncoder().encodeToString(value));
            }
        }
    }

    /** The dates of before java.time, which JDBC still gives. */
    private static final class OldDate extends StdSerializer<Date> {
        OldDate() {
            super(Date.class);
        }

        @Override
        public void serialize(Date value, JsonGenerator out, SerializationContext context) {
            out.writePOJO(modern(value));
        }

        private static Object modern(Date value) {
            if (value instanceof java.sql.Date day) {
                return day.toLocalDate();
            }
            if (value instanceof java.sql.Time time) {
                return time.toLocalTime();
            }
            return value.toInstant();
        }
    }
}
