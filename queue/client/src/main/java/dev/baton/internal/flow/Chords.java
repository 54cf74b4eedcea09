package dev.baton.internal.flow;

import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChords;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The chords that are under way. Safe for use by many threads and processes. */
public interface Chords extends WaitingChords {
    /** Keeps {@code chord}, unless it is known. Call it in the transaction that sends the header. */
    void start(StartedChord chord);

    /**
     * Notes that a header task of {@code group} was received, and the body that waits for it.
     *
     * @return whether nobody knows yet how many header tasks there are
     */
    boolean receive(String group, Signature body, String root);

    /**
     * Keeps a task's end for its chord, with the body that waits for it. Call it in the transaction that ends the task; what is kept
     * already, or comes after the chord's own end, changes nothing.
     */
    void keep(ChordPart part, Signature body, String root);

    /** Returns the chord of {@code group} unless it has ended. */
    Optional<OpenChord> find(String group);

    /**
     * Ends the chord of {@code group} if it has not ended: has {@code body} send what follows, in the same transaction.
     *
     * @return whether this call ended it
     */
    boolean end(String group, Consumer<OpenChord> body);

    /** Returns the tasks of {@code group} that have ended here, as long as the chord has not. */
    List<ChordPart> parts(String group);

    /** Returns those of them that the result store does not count yet. */
    List<ChordPart> uncounted(String group);

    /** Notes that the result store counts {@code part}. */
    void noteCounted(ChordPart part);

    /** Notes that the result store knows of the chord. */
    void noteAnnounced(String group);

    /** Notes how many tasks of the chord must end. */
    void noteExpected(String group, int expected);

    /** Notes how many tasks of the chord were seen to have ended, of which none is missing any more. */
    void noteSeen(String group, int seen);

    /** Notes that the result store has lost tasks that it had counted. */
    void noteLost(String group);

    /** Notes that all tasks of the chord have ended. */
    void noteComplete(String group);

    /** Returns chords that have not been looked at for a while, and puts off the next look at each: the older it is, the longer. */
    List<OpenChord> toLookAt(int atMost);
}
