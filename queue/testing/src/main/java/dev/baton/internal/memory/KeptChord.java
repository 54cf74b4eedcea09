package dev.baton.internal.memory;

import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Signature;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the chords. INVARIANT: it is changed only before it is kept; whoever changes a kept one keeps a copy. */
final class KeptChord {
    final String group;
    final Signature body;
    final Instant since;

    @Nullable
    String root;

    @Nullable
    Integer expected;

    @Nullable
    ResultTree header;

    boolean isAnnounced;
    Instant received;
    Instant lookAt;
    int seen;

    @Nullable
    Instant lostSince;

    @Nullable
    Instant completeSince;

    boolean hasEnded;

    KeptChord(String group, Signature body, Instant since) {
        this.group = group;
        this.body = body;
        this.since = since;
        this.received = since;
        this.lookAt = since;
    }

    KeptChord copy() {
        KeptChord copy = new KeptChord(group, body, since);
        copy.root = root;
        copy.expected = expected;
        copy.header = header;
        copy.isAnnounced = isAnnounced;
        copy.received = received;
        copy.lookAt = lookAt;
        copy.seen = seen;
        copy.lostSince = lostSince;
        copy.completeSince = completeSince;
        copy.hasEnded = hasEnded;
        return copy;
    }

    OpenChord toOpen() {
        return new OpenChord(
                group,
                body,
                Optional.ofNullable(root),
                Optional.ofNullable(expected),
                Optional.ofNullable(header),
                isAnnounced,
                since,
                Optional.ofNullable(completeSince),
                new OpenChord.Signs(received, seen, Optional.ofNullable(lostSince)));
    }
}
