package dev.baton.models.oracle;

import java.util.List;

/** A version of a library that trains. */
interface Library {
    /** Returns its name and version. */
    String name();

    /** Returns what it can be asked to train. */
    List<Training> trainings();

    /** Trains a model on rows and asks it for the probes. */
    Answers train(Training training, Drawn drawn) throws Exception;

    /** Whether infinities may be asked for. */
    boolean takesInfinities();
}
