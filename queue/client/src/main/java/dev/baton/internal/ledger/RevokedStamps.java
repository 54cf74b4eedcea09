package dev.baton.internal.ledger;

import dev.baton.task.Mark;
import java.util.Collection;

/** The stamps whose tasks nobody wants any more. They are forgotten in time, and there are only so many. */
public interface RevokedStamps {
    void add(Collection<Mark> stamps);

    boolean hasOneOf(Collection<Mark> marks);
}
