package dev.baton.workflow;

import java.util.List;

/** Lists the chords that wait: a bean of every application that has the library. Safe for use by many threads. */
public interface WaitingChords {
    /**
     * Returns the chords whose body has not been sent, the oldest first.
     *
     * @throws org.springframework.dao.DataAccessException where the database cannot be asked
     */
    List<WaitingChord> waiting(int atMost);
}
