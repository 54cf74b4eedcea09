package dev.baton.internal.queue.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The deliveries of one channel that are worked on, and the answers that are yet to be written to it. As many acknowledgements as
 * possible are written as one, which spares the broker work. Not safe for use by many threads.
 */
final class Unanswered {
    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> acknowledged = new TreeSet<>();
    private final List<Write> others = new ArrayList<>();

    /** An answer to the delivery {@code tag}, or to all up to it that have none. */
    record Write(Answer answer, long tag, boolean isMultiple) {}

    /** Notes a delivery. */
    void add(long tag) {
        open.add(tag);
    }

    /** Notes the answer to a delivery that was added. */
    void answer(long tag, Answer answer) {
        open.remove(tag);
        if (answer == Answer.ACKNOWLEDGED) {
            acknowledged.add(tag);
        } else {
            others.add(new Write(answer, tag, false));
        }
    }

    /** Tells whether no delivery is worked on and no answer is left to write. */
    boolean isEmpty() {
        return open.isEmpty() && !hasDue();
    }

    /** Tells whether a delivery is worked on. */
    boolean hasOpen() {
        return !open.isEmpty();
    }

    /** Tells whether an answer is left to write. */
    boolean hasDue() {
        return !acknowledged.isEmpty() || !others.isEmpty();
    }

    /** Takes what is to be written, in this order. */
    List<Write> takeDue() {
        // First, or the acknowledgement of several would take these in.
        List<Write> due = new ArrayList<>(others);
        var together = open.isEmpty() ? acknowledged : acknowledged.headSet(open.first());
        if (!together.isEmpty()) {
            due.add(new Write(Answer.ACKNOWLEDGED, together.last(), together.size() > 1));
            together.clear();
        }
        acknowledged.forEach(tag -> due.add(new Write(Answer.ACKNOWLEDGED, tag, false)));
        acknowledged.clear();
        others.clear();
        return due;
    }
}
