package dev.baton.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a signature is to be run: Celery's options, each under its {@link Key}. A worker passes on what it does not know, so that is kept as
 * it came. So is a value that Celery would not write: it fails where it is used.
 *
 * @param values by Celery's names, as JSON values
 */
public record Options(Map<String, @Nullable Object> values) {
    public static final Options NONE = new Options(Map.of());

    /** The id of a task, or of a group. */
    public static final Key<String> ID = text("task_id");

    /** The group that counts the task. */
    public static final Key<String> GROUP = text("group_id");

    /** The place in that group. */
    public static final Key<Integer> GROUP_INDEX = new Key<>("group_index", OptionValues::number, index -> index);

    /** The body of the chord whose header that group is. */
    public static final Key<Signature> CHORD =
            new Key<>("chord", (name, wire) -> Signature.parse(wire), Signature::toWire);

    /** What is run on the result. */
    public static final Key<List<Signature>> LINK = signatures("link");

    /** What is run if the task fails. */
    public static final Key<List<Signature>> LINK_ERROR = signatures("link_error");

    /** The steps after it, the next one last. */
    public static final Key<List<Signature>> CHAIN = signatures("chain");

    /** The first task of the tree. */
    public static final Key<String> ROOT = text("root_id");

    /** The task that sends it. */
    public static final Key<String> PARENT = text("parent_id");

    public static final Key<String> QUEUE = text("queue");

    /** Where the message goes if there is no queue, together with the routing key. */
    public static final Key<String> EXCHANGE = text("exchange");

    public static final Key<String> ROUTING_KEY = text("routing_key");

    /** How long to wait before the run; it precedes the moment. */
    public static final Key<Duration> COUNTDOWN =
            new Key<>("countdown", OptionValues::seconds, OptionValues::toSeconds);

    /** The moment before which it is not run. */
    public static final Key<Instant> ETA = new Key<>("eta", OptionValues::moment, Instant::toString);

    /** The moment after which it is not run. */
    public static final Key<Instant> EXPIRES = new Key<>("expires", OptionValues::moment, Instant::toString);

    /** How often it was tried before. */
    public static final Key<Integer> RETRIES = new Key<>("retries", OptionValues::number, retries -> retries);

    /** 0 (default) to 9. */
    public static final Key<Integer> PRIORITY = new Key<>("priority", OptionValues::number, priority -> priority);

    /** Whether nobody wants the result. */
    public static final Key<Boolean> IGNORE_RESULT =
            new Key<>("ignore_result", (name, value) -> Boolean.TRUE.equals(value), value -> value);

    /** How long a run may take before it is ended. None and zero are no limit. */
    public static final Key<Duration> TIME_LIMIT =
            new Key<>("time_limit", OptionValues::limit, OptionValues::toSeconds);

    /** How long a run may take before it is told to end. None and zero are no limit. */
    public static final Key<Duration> SOFT_TIME_LIMIT =
            new Key<>("soft_time_limit", OptionValues::limit, OptionValues::toSeconds);

    /** The queue for the answer of Celery's rpc backend. */
    public static final Key<String> REPLY_TO = text("reply_to");

    /** The sender's own headers. */
    public static final Key<Map<?, ?>> HEADERS = new Key<>(
            "headers", (name, value) -> value instanceof Map<?, ?> headers ? headers : null, headers -> headers);

    /** The name that monitors show. */
    public static final Key<String> SHADOW = text("shadow");

    private static final Set<String> PLACE = Set.of(ID.name, GROUP.name, GROUP_INDEX.name, CHORD.name);
    private static final String STAMPED = "stamped_headers";

    public Options {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * One option.
     *
     * @param <T> its values
     */
    public static final class Key<T> {
        private final String name;
        private final BiFunction<String, Object, @Nullable T> read;
        private final Function<T, Object> write;

        private Key(String name, BiFunction<String, Object, @Nullable T> read, Function<T, Object> write) {
            this.name = name;
            this.read = read;
            this.write = write;
        }
    }

    /**
     * Returns the value of {@code key}, null if there is none.
     *
     * @throws IllegalArgumentException where it is not as Celery writes it
     */
    public <T> @Nullable T get(Key<T> key) {
        Object value = raw(key);
        return value == null ? null : key.read.apply(key.name, value);
    }

    /** Returns the value of {@code key} likewise, {@code otherwise} if there is none. */
    public <T> T get(Key<T> key, T otherwise) {
        return Objects.requireNonNullElse(get(key), otherwise);
    }

    public boolean has(Key<?> key) {
        return raw(key) != null;
    }

    /** Returns the JSON value of {@code key}, to be passed on whatever it is. */
    public @Nullable Object raw(Key<?> key) {
        return values.get(key.name);
    }

    /** Returns the JSON values in the list of {@code key}, to be passed on likewise. Celery also takes a single one for a list. */
    public List<Object> elements(Key<List<Signature>> key) {
        return OptionValues.listOf(raw(key));
    }

    /** Returns the moment before which the task is not run, if there is one. */
    public Optional<Instant> due(Instant now) {
        return moment(COUNTDOWN, now).or(() -> moment(ETA, now));
    }

    /** Returns the moment after which the task is not run, if there is one. */
    public Optional<Instant> expiry(Instant now) {
        return moment(EXPIRES, now);
    }

    /** Returns what the task may be revoked by. */
    public Map<String, @Nullable Object> stamps() {
        Map<String, @Nullable Object> stamps = new LinkedHashMap<>();
        stamped().forEach(name -> stamps.put(name, values.get(name)));
        return stamps;
    }

    private List<String> stamped() {
        return OptionValues.listOf(values.get(STAMPED)).stream()
                .map(String::valueOf)
                .toList();
    }

    /** Returns these options with one more stamp, by which the task may be revoked: a text, or a list of texts. */
    public Options stamped(String name, Object value) {
        List<String> names = new ArrayList<>(stamped());
        names.add(name);
        return put(STAMPED, names).put(name, value);
    }

    /** Returns these options with {@code value} for {@code key}. */
    public <T> Options with(Key<T> key, T value) {
        return put(key.name, key.write.apply(value));
    }

    private Options put(String name, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Options(more);
    }

    /** Returns these options with {@code value} for {@code key} if they have none. */
    public <T> Options orElse(Key<T> key, @Nullable T value) {
        return value == null || has(key) ? this : with(key, value);
    }

    /** Returns these options with {@code signature} at the end of the list of {@code key}, unless it is there. */
    Options appended(Key<List<Signature>> key, Signature signature) {
        List<Object> elements = new ArrayList<>(elements(key));
        Object added = signature.toWire();
        if (!elements.contains(added)) {
            elements.add(added);
        }
        return put(key.name, elements);
    }

    /** Returns these options with {@code steps} to be run one after the other, before those that follow already. */
    public Options followed(List<Signature> steps) {
        List<Object> chain = new ArrayList<>(elements(CHAIN));
        for (int index = steps.size() - 1; index >= 0; index--) {
            chain.add(steps.get(index).toWire());
        }
        return put(CHAIN.name, chain);
    }

    public Options without(Key<?>... keys) {
        Set<String> names = Stream.of(keys).map(key -> key.name).collect(Collectors.toSet());
        return where(name -> !names.contains(name));
    }

    /** Returns those of these options that say which place the signature has in a workflow. */
    public Options place() {
        return where(PLACE::contains);
    }

    /** Returns the others, which what starts at that place inherits. */
    public Options withoutPlace() {
        return where(name -> !PLACE.contains(name));
    }

    private Options where(Predicate<String> kept) {
        Map<String, @Nullable Object> some = new LinkedHashMap<>(values);
        some.keySet().removeIf(kept.negate());
        return new Options(some);
    }

    /** Returns these options and {@code other}'s, which win, except that a task stays in the group that it is in. */
    public Options merged(Options other) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        other.values.forEach((name, value) -> {
            boolean staysInItsGroup = name.equals(GROUP.name) && has(GROUP);
            if (value != null && !staysInItsGroup) {
                all.put(name, value);
            }
        });
        return new Options(all);
    }

    private static Key<String> text(String name) {
        return new Key<>(name, (unused, value) -> value.toString(), text -> text);
    }

    private static Key<List<Signature>> signatures(String name) {
        return new Key<>(name, (unused, wire) -> Signature.parseAll(wire), SignatureCodec::allToWire);
    }

    /** A moment, or a number of seconds from {@code now}: whichever the option has. */
    private Optional<Instant> moment(Key<?> key, Instant now) {
        return Optional.ofNullable(raw(key))
                .map(value -> value instanceof Number
                        ? now.plus(OptionValues.seconds(key.name, value))
                        : OptionValues.moment(key.name, value));
    }
}
