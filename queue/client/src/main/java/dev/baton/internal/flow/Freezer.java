package dev.baton.internal.flow;

import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.baton.workflow.Options.CHORD;
import static dev.baton.workflow.Options.GROUP;
import static dev.baton.workflow.Options.GROUP_INDEX;
import static dev.baton.workflow.Options.ID;
import static dev.baton.workflow.Options.LINK;
import static dev.baton.workflow.Options.LINK_ERROR;

/**
 * Gives every task of a signature its id, and every member of a group its place there, so that what will come of it is known before
 * any of it runs. What has an id keeps it. A group that something follows becomes the header of a chord.
 */
final class Freezer {
    private final Supplier<String> ids;

    Freezer(Supplier<String> ids) {
        this.ids = ids;
    }

    /** Freezes {@code signature} at {@code place}, which has the options of its last task that concern what waits for it. */
    Signature freeze(Signature signature, Options place) {
        return signature.fold(
                task -> freeze(task, place),
                chain -> freeze(chain, place),
                group -> freeze(group, place),
                chord -> freeze(chord, place));
    }

    private Signature.Task freeze(Signature.Task task, Options place) {
        Options options = task.options().orElse(ID, place.get(ID));
        Options known = options.has(ID) ? options : options.with(ID, ids.get());
        return task.with(known.merged(place.without(ID)));
    }

    private Signature.Chain freeze(Signature.Chain chain, Options place) {
        List<Signature> steps = upgraded(flat(chain));
        List<Signature> frozen = new ArrayList<>();
        for (int index = 0; index < steps.size(); index++) {
            boolean isLast = index == steps.size() - 1;
            frozen.add(freeze(steps.get(index), isLast ? place : Options.NONE));
        }
        return new Signature.Chain(frozen, chain.options().without(LINK, LINK_ERROR));
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
        for (Signature callback : chain.options().get(LINK, List.of())) {
            steps.set(last, steps.get(last).link(callback));
        }
        for (Signature errback : chain.options().get(LINK_ERROR, List.of())) {
            steps.replaceAll(step -> step.linkError(errback));
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

    private Signature.Group freeze(Signature.Group group, Options place) {
        String own = group.options().orElse(ID, place.get(GROUP)).get(ID);
        String id = own == null ? ids.get() : own;
        Options counted = Options.NONE.with(GROUP, place.get(GROUP, id)).merged(place.without(ID, GROUP_INDEX));
        List<Signature> members = members(group).toList();
        List<Signature> frozen = new ArrayList<>();
        for (int index = 0; index < members.size(); index++) {
            frozen.add(freeze(members.get(index), counted.with(GROUP_INDEX, index)));
        }
        return new Signature.Group(frozen, group.options().with(ID, id));
    }

    private static Stream<Signature> members(Signature.Group group) {
        return group.members().stream()
                .flatMap(member -> member instanceof Signature.Group inner ? members(inner) : Stream.of(member));
    }

    Signature.Chord freeze(Signature.Chord chord, Options place) {
        String own = chord.header().options().get(ID);
        String id = own == null ? ids.get() : own;
        // Celery keeps the group's id here once the chord is frozen, the body's before.
        String bodyId = chord.options().get(ID);
        Signature body = freeze(chord.body(), id.equals(bodyId) ? place : place.orElse(ID, bodyId));
        Options header = chord.header().options().with(ID, id);
        return new Signature.Chord(
                freeze(chord.header().with(header), Options.NONE.with(GROUP, id).with(CHORD, body)),
                body,
                chord.options().with(ID, id));
    }

    /** Returns where the results of {@code frozen} will be. */
    static ResultTree resultOf(Signature frozen, @Nullable ResultTree parent) {
        return frozen.fold(
                task -> ResultTree.task(idOf(task), parent),
                chain -> {
                    ResultTree last = parent;
                    for (Signature step : chain.steps()) {
                        last = resultOf(step, last);
                    }
                    return Objects.requireNonNull(last, "a chain has steps");
                },
                group -> ResultTree.group(
                        idOf(group),
                        parent,
                        group.members().stream()
                                .map(member -> resultOf(member, null))
                                .toList()),
                chord -> resultOf(chord.body(), resultOf(chord.header(), parent)));
    }

    private static String idOf(Signature frozen) {
        return Objects.requireNonNull(frozen.options().get(ID), "what is frozen has an id");
    }

    /** Returns how many tasks of {@code frozen} report to what waits for its end. */
    static int reporting(Signature frozen) {
        return frozen.last() instanceof Signature.Group group
                ? group.members().stream().mapToInt(Freezer::reporting).sum()
                : 1;
    }
}
