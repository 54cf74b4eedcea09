package dev.baton.queue.control;

import dev.baton.celery.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** A command as it came: its fields may be anything. */
public final class ControlCommand {
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
        if (fields.get("destination") instanceof List<?> named) {
            return named.contains(hostname);
        }
        Object pattern = fields.get("pattern");
        return pattern == null
                || regex(pattern.toString())
                        .map(p -> p.matcher(hostname).find())
                        .orElse(false);
    }

    private Optional<Pattern> regex(String pattern) {
        try {
            return Optional.of(
                    "pcre".equals(fields.get("matcher")) ? Pattern.compile("^(?:" + pattern + ")") : glob(pattern));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Pattern glob(String pattern) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile("^" + regex + "$");
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
