package dev.baton.internal.celery;

import dev.baton.internal.celery.kombu.KombuTypes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code repr} shows them, for the headers that monitors display. At most 1024 characters. */
public final class PythonRepr {
    private static final int MAX_LENGTH = 1024;
    private static final int SECONDS_A_DAY = 86_400;

    private PythonRepr() {}

    /** Returns {@code value} as Python shows it. */
    public static String of(@Nullable Object value) {
        return shortened(repr(value == null ? null : typed(value)));
    }

    public static String ofTuple(List<?> values) {
        String items = values.isEmpty() ? "" : joined((Collection<?>) typed(values));
        return shortened("(" + items + (values.size() == 1 ? ",)" : ")"));
    }

    /** Whatever class a value is of, Python shows what it reads. */
    private static Object typed(Object value) {
        Object typed = KombuTypes.decodeKnown(TaskJson.plain(value));
        return typed == null ? value : typed;
    }

    private static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return "[" + joined(items) + "]";
        }
        return value instanceof String text ? quoted(text) : ofOther(value);
    }

    private static String ofNumber(Number number) {
        if (number instanceof BigDecimal decimal) {
            return "Decimal('" + decimal + "')";
        }
        double value = number instanceof Double fraction ? fraction : 0;
        return Double.isFinite(value) ? number.toString() : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    private static String ofOther(Object value) {
        if (value instanceof UUID id) {
            return "UUID('" + id + "')";
        }
        if (value instanceof byte[] bytes) {
            return ofBytes(bytes);
        }
        if (value instanceof LocalDate date) {
            return "datetime.date(" + fieldsOf(date) + ")";
        }
        if (value instanceof OffsetDateTime moment) {
            return "datetime.datetime(" + fieldsOf(moment.toLocalDateTime()) + zone(moment.getOffset()) + ")";
        }
        if (value instanceof LocalDateTime moment) {
            return "datetime.datetime(" + fieldsOf(moment) + ")";
        }
        if (value instanceof OffsetTime time) {
            return "datetime.time(" + fieldsOf(time.toLocalTime()) + zone(time.getOffset()) + ")";
        }
        return value instanceof LocalTime time ? "datetime.time(" + fieldsOf(time) + ")" : quoted(value.toString());
    }

    private static String ofBytes(byte[] bytes) {
        StringBuilder text = new StringBuilder("b'");
        for (char one : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            boolean isPlain = one >= ' ' && one <= '~' && one != '\\' && one != '\'';
            text.append(isPlain ? String.valueOf(one) : "\\x%02x".formatted((int) one));
        }
        return text.append('\'').toString();
    }

    private static String fieldsOf(LocalDateTime moment) {
        return fieldsOf(moment.toLocalDate()) + ", " + fieldsOf(moment.toLocalTime());
    }

    private static String fieldsOf(LocalDate date) {
        return date.getYear() + ", " + date.getMonthValue() + ", " + date.getDayOfMonth();
    }

    private static String fieldsOf(LocalTime time) {
        int micros = time.getNano() / 1000;
        return time.getHour() + ", " + time.getMinute()
                + (time.getSecond() == 0 && micros == 0 ? "" : ", " + time.getSecond())
                + (micros == 0 ? "" : ", " + micros);
    }

    private static String zone(ZoneOffset offset) {
        int seconds = offset.getTotalSeconds();
        String delta = seconds < 0 ? "days=-1, seconds=" + (SECONDS_A_DAY + seconds) : "seconds=" + seconds;
        return ", tzinfo=datetime.timezone" + (seconds == 0 ? ".utc" : "(datetime.timedelta(" + delta + "))");
    }

    private static String joined(Collection<?> items) {
        return items.stream().map(PythonRepr::repr).collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    }
}
