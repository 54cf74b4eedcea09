package dev.baton.workflow;

import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run: a task, or tasks one after the other, side by side, or side by side with one at the end. Immutable: each
 * method returns a new one. Java and Python workers alike run them.
 */
public sealed interface Signature {
    /** The name of a task, or of the kind of workflow that this is. */
    default String name() {
        return fold(Task::name, chain -> "celery.chain", group -> "celery.group", chord -> "celery.chord");
    }

    Options options();

    Signature with(Options options);

    /** Returns this with {@code value} for the option {@code key}. */
    default <T> Signature with(Options.Key<T> key, T value) {
        return with(options().with(key, value));
    }

    /** Returns this with {@code args} before the arguments of what runs first, unless those are complete. */
    Signature given(List<? extends @Nullable Object> args);

    /** A run of {@code type} on {@code input}. What went before it in a chain is not passed to it. */
    static <I extends Record> Task of(TaskType<I, ?> type, I input) {
        return of(type).given(ArgumentBinder.toKwargs(input)).complete();
    }

    /** A run of {@code type} on what goes before it: the result is its first argument. */
    static Task of(TaskType<?, ?> type) {
        return of(type.name()).on(type.queue());
    }

    /** A run of the task of this name, in whatever language, with {@code args} after the result of what goes before it. */
    static Task of(String task, @Nullable Object... args) {
        return new Task(task, List.of(args), Map.of(), Options.NONE, false);
    }

    /** One after the other; each is given the result of the one before it. */
    static Chain chain(Signature... steps) {
        return new Chain(List.of(steps), Options.NONE);
    }

    /** Side by side. */
    static Group group(Signature... members) {
        return group(List.of(members));
    }

    static Group group(List<? extends Signature> members) {
        return new Group(List.copyOf(members), Options.NONE);
    }

    /** Side by side, and then {@code body}, which is given the list of all results. */
    static Chord chord(List<? extends Signature> header, Signature body) {
        return new Chord(group(header), body, Options.NONE);
    }

    /**
     * Returns the signature that {@code wire} is, a JSON object as Celery's messages carry it.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Signature parse(@Nullable Object wire) {
        return SignatureCodec.parse(wire);
    }

    /**
     * Returns the signatures in {@code wire}: a list of them, a single one, or null for none.
     *
     * @throws IllegalArgumentException where one of them is none
     */
    static List<Signature> parseAll(@Nullable Object wire) {
        return SignatureCodec.parseAll(wire);
    }

    /** Returns this as Celery's messages carry it. */
    default Map<String, @Nullable Object> toWire() {
        return SignatureCodec.toWire(this);
    }

    /** Returns what the function for this kind of signature makes of it. */
    default <R extends @Nullable Object> R fold(
            Function<? super Task, ? extends R> task,
            Function<? super Chain, ? extends R> chain,
            Function<? super Group, ? extends R> group,
            Function<? super Chord, ? extends R> chord) {
        if (this instanceof Task single) {
            return task.apply(single);
        }
        if (this instanceof Chain steps) {
            return chain.apply(steps);
        }
        return this instanceof Group members ? group.apply(members) : chord.apply((Chord) this);
    }

    /** Returns the task or group whose result is this one's. */
    default Signature last() {
        return fold(
                task -> task,
                chain -> chain.end().last(),
                group -> group,
                chord -> chord.body().last());
    }

    /** Returns this followed by {@code next}. */
    default Chain then(Signature next) {
        return chain(this, next);
    }

    /** Returns this with {@code callback} run on its result: of a chain on the last, of a chord on the body's. */
    default Signature link(Signature callback) {
        return with(options().appended(Options.LINK, callback));
    }

    /** Returns this with {@code errback} run on the id of whichever task fails. */
    default Signature linkError(Signature errback) {
        return with(options().appended(Options.LINK_ERROR, errback));
    }

    /** One task. {@code immutable} says that its arguments are complete. */
    record Task(
            String name,
            List<@Nullable Object> args,
            Map<String, @Nullable Object> kwargs,
            Options options,
            boolean immutable)
            implements Signature {
        public Task {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a signature names its task");
            }
            args = Collections.unmodifiableList(new ArrayList<>(args));
            kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
        }

        @Override
        public Task with(Options other) {
            return new Task(name, args, kwargs, other, immutable);
        }

        @Override
        public <T> Task with(Options.Key<T> key, T value) {
            return with(options.with(key, value));
        }

        @Override
        public Task given(List<? extends @Nullable Object> first) {
            if (immutable || first.isEmpty()) {
                return this;
            }
            List<@Nullable Object> all = new ArrayList<>(first);
            all.addAll(args);
            return new Task(name, all, kwargs, options, false);
        }

        /** Returns this with more keyword arguments. */
        public Task given(Map<String, ? extends @Nullable Object> more) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(kwargs);
            all.putAll(more);
            return new Task(name, args, all, options, immutable);
        }

        /** Returns this with its arguments complete: nobody's result is put before them. */
        public Task complete() {
            return new Task(name, args, kwargs, options, true);
        }

        /** Returns this, sent to {@code queue}. */
        public Task on(String queue) {
            return with(Options.QUEUE, queue);
        }

        /** Returns this, run no sooner than {@code delay} after what goes before it. */
        public Task after(Duration delay) {
            return with(Options.COUNTDOWN, delay);
        }

        /** Returns this, run no sooner than {@code eta}. */
        public Task at(Instant eta) {
            return with(Options.ETA, eta);
        }

        /** Returns this at another priority, 0 (default) to 9. */
        public Task withPriority(int priority) {
            return with(Options.PRIORITY, priority);
        }
    }

    /** Steps one after the other. */
    record Chain(List<Signature> steps, Options options) implements Signature {
        public Chain {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a chain has steps");
            }
        }

        @Override
        public Chain with(Options other) {
            return new Chain(steps, other);
        }

        @Override
        public Chain given(List<? extends @Nullable Object> args) {
            List<Signature> changed = new ArrayList<>(steps);
            changed.set(0, steps.get(0).given(args));
            return new Chain(changed, options);
        }

        /** The last step. */
        public Signature end() {
            return steps.get(steps.size() - 1);
        }

        @Override
        public Chain then(Signature next) {
            return new Chain(Stream.concat(steps.stream(), Stream.of(next)).toList(), options);
        }
    }

    /** Members side by side. */
    record Group(List<Signature> members, Options options) implements Signature {
        public Group {
            members = List.copyOf(members);
        }

        @Override
        public Group with(Options other) {
            return new Group(members, other);
        }

        @Override
        public Group given(List<? extends @Nullable Object> args) {
            return new Group(members.stream().map(member -> member.given(args)).toList(), options);
        }

        @Override
        public Group link(Signature callback) {
            throw new IllegalArgumentException("a group has no one result: make it the header of a chord");
        }

        @Override
        public Group linkError(Signature errback) {
            return new Group(
                    members.stream().map(member -> member.linkError(errback)).toList(), options);
        }
    }

    /** A header side by side, then the body. */
    record Chord(Group header, Signature body, Options options) implements Signature {
        @Override
        public Chord with(Options other) {
            return new Chord(header, body, other);
        }

        @Override
        public Chord given(List<? extends @Nullable Object> args) {
            return new Chord(header.given(args), body, options);
        }

        @Override
        public Chord link(Signature callback) {
            return new Chord(header, body.link(callback), options);
        }

        @Override
        public Chord linkError(Signature errback) {
            return new Chord(header, body.linkError(errback), options);
        }
    }
}
