package dev.baton.internal.broker;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of headers as every client of AMQP reads them. Python's (py-amqp up to 5.3) fails at a short integer and takes a negative long one
 * for unsigned; Java's cannot write large numbers.
 */
final class HeaderValues {
    /** Up to here a double holds each whole number. */
    private static final long EXACT = 1L << 53;

    private static final int DECIMAL_BITS = 31;
    private static final int DECIMAL_PLACES = 255;

    private HeaderValues() {}

    /** Returns {@code value} in the types that are read alike everywhere, the same number where it is one. */
    static @Nullable Object portable(@Nullable Object value) {
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> portable = new ArrayList<>();
            items.forEach(item -> portable.add(portable(item)));
            return portable;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<String, @Nullable Object> portable = new LinkedHashMap<>();
            entries.forEach((name, entry) -> portable.put(String.valueOf(name), portable(entry)));
            return portable;
        }
        return value;
    }

    private static Object number(Number number) {
        if (number instanceof Long whole) {
            return whole(whole);
        }
        if (number instanceof Short || number instanceof Byte) {
            return number.intValue();
        }
        if (number instanceof Float) {
            return number.doubleValue();
        }
        if (number instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? whole(whole.longValue()) : whole.toString();
        }
        return number instanceof BigDecimal decimal ? decimal(decimal) : number;
    }

    private static Object decimal(BigDecimal decimal) {
        boolean fits = decimal.unscaledValue().bitLength() <= DECIMAL_BITS
                && decimal.scale() >= 0
                && decimal.scale() <= DECIMAL_PLACES;
        return fits ? decimal : decimal.toString();
    }

    private static Object whole(long number) {
        if (number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        if (number > 0) {
            return number;
        }
        return number >= -EXACT ? (Object) (double) number : Long.toString(number);
    }
}
