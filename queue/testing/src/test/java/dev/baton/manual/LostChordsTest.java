package dev.baton.manual;

import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.OpenChord;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Chords that a Celery client has started, whose size and counts are Redis' alone at first, and a Redis that loses them. */
class LostChordsTest extends WithSteps {
    private static final Duration A_WHILE = Duration.ofMinutes(2);

    @Test
    void sizeIsRememberedOnceAHeaderTaskIsReceived() {
        announce(2);
        deliver(later(0));
        assertThat(chord().expected()).contains(2);

        counts().forget(group);

        run(header(1));
        worker().clock().advance(A_WHILE);
        worker().run();
        assertThat(ended(body).result()).isEqualTo(2);
    }

    @Test
    void sizeIsRememberedThoughItIsToldLater() {
        deliver(later(0));
        assertThat(chord().expected()).isEmpty();

        announce(2);

        look();
        assertThat(chord().expected()).contains(2);
        counts().forget(group);
        run(header(1));
        worker().clock().advance(A_WHILE);
        worker().run();
        assertThat(ended(body).result()).isEqualTo(2);
    }

    @Test
    void chordWhoseSizeIsLostFailsAndIsCounted() {
        run(header(0));
        assertThat(lost()).isZero();

        worker().clock().advance(Duration.ofHours(1).plusSeconds(1));
        worker().run();

        TaskFailure failure = failure(worker(), body);
        assertThat(failure.type()).isEqualTo("ChordError");
        assertThat(failure.message()).isEqualTo("Redis has lost how many header tasks there are");
        assertThat(lost()).isEqualTo(1);
    }

    @Test
    void chordWhosePartsInPythonAreLostFailsAndIsCounted() {
        announce(3);
        counts().count(group, "[1, \"" + UUID.randomUUID() + "\", \"SUCCESS\", 20]", 1);
        run(header(0));
        look();
        assertThat(chord().signs().seen()).isEqualTo(2);

        counts().forget(group);
        look();
        assertThat(lost()).isZero();
        worker().clock().advance(Duration.ofDays(2));
        worker().run();

        assertThat(failure(worker(), body).message()).isEqualTo("Redis has lost 1 of the results of its header");
        assertThat(lost()).isEqualTo(1);
    }

    /** A header task that waits once it was received. */
    private TaskRequest later(int index) {
        return header(index).withEta(worker().clock().instant().plus(Duration.ofMinutes(1)));
    }

    /** Has the worker look at the chord. */
    private void look() {
        worker().clock().advance(Duration.ofSeconds(50));
        worker().run();
    }

    private OpenChord chord() {
        return worker().bean(Chords.class).find(group).orElseThrow();
    }

    private double lost() {
        return worker().bean(MeterRegistry.class).counter("baton.chords.lost").count();
    }
}
