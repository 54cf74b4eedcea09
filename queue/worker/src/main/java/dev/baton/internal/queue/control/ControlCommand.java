package dev.baton.internal.queue.control;

import dev.baton.internal.celery.Glob;
import dev.baton.internal.celery.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A command as it came: its fields may be anything. */
public final class ControlCommand {
    private static final int MILLIS = 3;

    private final Map<String, Object> fields;

    private ControlCommand(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Returns the command in {@code json}.
     *
     * @throws IllegalArgumentException where it is no JSON object with a method
     */
    public static ControlCommand parse(String json) {
        ControlCommand command = new ControlCommand(Json.readObject(json));
        if (command.method().isEmpty()) {
            throw new IllegalArgumentException("a control command names its method");
        }
        return command;
    }

    public String method() {
        return fields.get("method") instanceof String method ? method : "";
    }

    Map<?, ?> arguments() {
        return fields.get("arguments") instanceof Map<?, ?> arguments ? arguments : Map.of();
    }

    /** An argument, where it is given and not null. */
    Optional<Object> find(String argument) {
        return Optional.ofNullable(arguments().get(argument));
    }

    /**
     * A text that must be given.
     *
     * @throws IllegalArgumentException where it is not
     */
    String text(String argument) {
        return find(argument)
                .filter(value -> value instanceof String text && !text.isBlank())
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("the argument '" + argument + "' must be a text"));
    }

    /**
     * A whole number, which the command line sends as text.
     *
     * @throws IllegalArgumentException where it is something else
     */
    int number(String argument, int whenAbsent) {
        return decimal(argument).map(BigDecimal::intValueExact).orElse(whenAbsent);
    }

    /**
     * A time in seconds; null, zero and absent are no limit.
     *
     * @throws IllegalArgumentException where it is something else
     */
    @Nullable
    Duration seconds(String argument) {
        long millis = decimal(argument)
                .map(value -> value.movePointRight(MILLIS).longValue())
                .orElse(0L);
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    private Optional<BigDecimal> decimal(String argument) {
        try {
            return find(argument).map(value -> new BigDecimal(value.toString()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the argument '" + argument + "' must be a number", e);
        }
    }

    /** The texts of an argument that may be one or a list. */
    List<String> texts(String argument) {
        Object value = arguments().get(argument);
        if (value instanceof List<?> all) {
            return all.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    /** Tells whether the worker named {@code hostname} is meant: by name, by pattern, or with all others. */
    public boolean isFor(String hostname) {
        if (fields.get("destination") instanceof List<?> named && !named.isEmpty()) {
            return named.contains(hostname);
        }
        Object pattern = fields.get("pattern");
        Object matcher = fields.get("matcher");
        return pattern == null || matcher == null || matches(hostname, pattern.toString(), matcher.toString());
    }

    private static boolean matches(String hostname, String pattern, String matcher) {
        try {
            return switch (matcher) {
                case "glob" -> Glob.compile(pattern).matcher(hostname).matches();
                case "pcre" -> Pattern.compile(pattern).matcher(hostname).lookingAt();
                default -> false;
            };
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Where the reply is sent to, if one is wanted. */
    public Optional<ReplyTo> replyTo() {
        if (fields.get("reply_to") instanceof Map<?, ?> to
                && to.get("exchange") instanceof String exchange
                && to.get("routing_key") instanceof String routingKey) {
            return Optional.of(new ReplyTo(exchange, routingKey, String.valueOf(fields.get("ticket"))));
        }
        return Optional.empty();
    }

    /** The client's mailbox. */
    public record ReplyTo(String exchange, String routingKey, String ticket) {}
}
