package dev.baton.internal.flow;

import dev.baton.internal.result.ResultTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every task of a signature its id, and every member of a group its place there, so that what will come of it is known before
 * any of it runs. What has an id keeps it. A group that something follows becomes the header of a chord.
 */
final class Freezer {
    private final Supplier<String> ids;

    Freezer(Supplier<String> ids) {
        this.ids = ids;
    }

    String newId() {
        return ids.get();
    }

    /**
     * Where a signature ends up: what waits for its last task.
     *
     * @param id of its last task
     * @param group that counts it
     * @param index in that group
     * @param chord the body that waits for that group
     */
    record Place(
            @Nullable String id,
            @Nullable String group,
            @Nullable Integer index,
            @Nullable Object chord) {
        static final Place NONE = new Place(null, null, null, null);

        static Place in(Options options) {
            return new Place(
                    options.text("task_id"),
                    options.text("group_id"),
                    options.integer("group_index"),
                    options.get("chord"));
        }
    }

    Signature freeze(Signature signature, Place place) {
        if (signature instanceof Signature.Task task) {
            return freeze(task, place);
        }
        if (signature instanceof Signature.Chain chain) {
            return freeze(chain, place);
        }
        if (signature instanceof Signature.Group group) {
            return freeze(group, place);
        }
        return freeze((Signature.Chord) signature, place);
    }

    private Signature.Task freeze(Signature.Task task, Place place) {
        Options options = task.options();
        if (options.get("task_id") == null) {
            options = options.with("task_id", place.id() == null ? ids.get() : place.id());
        }
        return task.with(options.orElse("group_id", place.group())
                .replaced("chord", place.chord())
                .replaced("group_index", place.index()));
    }

    Signature.Chain freeze(Signature.Chain chain, Place place) {
        List<Signature> steps = upgraded(flat(chain));
        List<Signature> frozen = new ArrayList<>();
        for (int index = 0; index < steps.size(); index++) {
            boolean isLast = index == steps.size() - 1;
            frozen.add(freeze(steps.get(index), isLast ? place : Place.NONE));
        }
        return new Signature.Chain(frozen, chain.options().without("link", "link_error"));
    }

    /** The steps of {@code chain} and of chains in it, with what is linked to a chain linked to its steps. */
    private static List<Signature> flat(Signature.Chain chain) {
        List<Signature> steps = new ArrayList<>();
        for (Signature step : chain.steps()) {
            Signature alone =
                    step instanceof Signature.Group group && group.members().size() == 1
                            ? group.members().get(0)
                            : step;
            steps.addAll(alone instanceof Signature.Chain inner ? flat(inner) : List.of(alone));
        }
        int last = steps.size() - 1;
        for (Object callback : chain.options().list("link")) {
            steps.set(last, steps.get(last).link(SignatureCodec.parse(callback)));
        }
        for (Object errback : chain.options().list("link_error")) {
            steps.replaceAll(step -> step.linkError(SignatureCodec.parse(errback)));
        }
        return steps;
    }

    private static List<Signature> upgraded(List<Signature> steps) {
        Deque<Signature> done = new ArrayDeque<>();
        for (int index = steps.size() - 1; index >= 0; index--) {
            Signature step = steps.get(index);
            done.push(
                    step instanceof Signature.Group group && !done.isEmpty()
                            ? new Signature.Chord(group, done.pop(), Options.NONE)
                            : step);
        }
        return List.copyOf(done);
    }

    Signature.Group freeze(Signature.Group group, Place place) {
        String own = group.options().text("task_id");
        String id = own != null ? own : place.group() != null ? place.group() : ids.get();
        String counts = place.group() == null ? id : place.group();
        List<Signature> members = members(group).toList();
        List<Signature> frozen = new ArrayList<>();
        for (int index = 0; index < members.size(); index++) {
            frozen.add(freeze(members.get(index), new Place(null, counts, index, place.chord())));
        }
        return new Signature.Group(frozen, group.options().with("task_id", id));
    }

    private static Stream<Signature> members(Signature.Group group) {
        return group.members().stream()
                .flatMap(member -> member instanceof Signature.Group inner ? members(inner) : Stream.of(member));
    }

    Signature.Chord freeze(Signature.Chord chord, Place place) {
        String own = chord.header().options().text("task_id");
        String id = own == null ? ids.get() : own;
        // Celery keeps the group's id here once the chord is frozen, the body's before.
        String bodyId = id.equals(chord.options().text("task_id"))
                ? null
                : chord.options().text("task_id");
        Place bodyPlace =
                new Place(place.id() == null ? bodyId : place.id(), place.group(), place.index(), place.chord());
        Signature body = freeze(chord.body(), bodyPlace);
        Options header = chord.header().options().with("task_id", id);
        return new Signature.Chord(
                freeze(chord.header().with(header), new Place(null, id, null, SignatureCodec.toWire(body))),
                body,
                chord.options().with("task_id", id));
    }

    /** Returns where the results of {@code frozen} will be. */
    static ResultTree resultOf(Signature frozen, @Nullable ResultTree parent) {
        if (frozen instanceof Signature.Chain chain) {
            ResultTree last = parent;
            for (Signature step : chain.steps()) {
                last = resultOf(step, last);
            }
            return Objects.requireNonNull(last, "a chain has steps");
        }
        if (frozen instanceof Signature.Chord chord) {
            return resultOf(chord.body(), resultOf(chord.header(), parent));
        }
        String id = String.valueOf(frozen.options().text("task_id"));
        return frozen instanceof Signature.Group group
                ? ResultTree.group(
                        id,
                        parent,
                        group.members().stream()
                                .map(member -> resultOf(member, null))
                                .toList())
                : ResultTree.task(id, parent);
    }

    /** Returns how many tasks of {@code frozen} report to what waits for its end. */
    static int reporting(Signature frozen) {
        if (frozen instanceof Signature.Chain chain) {
            return reporting(chain.steps().get(chain.steps().size() - 1));
        }
        if (frozen instanceof Signature.Chord chord) {
            return reporting(chord.body());
        }
        return frozen instanceof Signature.Group group
                ? group.members().stream().mapToInt(Freezer::reporting).sum()
                : 1;
    }
}
