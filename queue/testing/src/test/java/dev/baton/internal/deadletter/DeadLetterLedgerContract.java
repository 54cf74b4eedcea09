package dev.baton.internal.deadletter;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.Death;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How dead letters are kept, wherever that is. */
public abstract class DeadLetterLedgerContract {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final DeadLetterFilter ALL = DeadLetterFilter.ALL;
    private static final int MANY = 100;

    private final DeadLetterLedger ledger = open();
    private final TaskId id = TaskId.random();

    /** Returns a ledger without letters. */
    protected abstract DeadLetterLedger open();

    /** Lets {@code time} pass. */
    protected abstract void pass(Duration time);

    @Test
    void letterIsKeptWithAllOfItsMessage() {
        CeleryMessage message = new CeleryMessage(
                Map.of("task", "t", "retries", 3, "nested", Map.of("list", List.of(1, "two"))),
                new byte[] {0, 1, -1},
                "application/data",
                "binary",
                id.value(),
                "replies",
                7,
                null);
        KeptLetter letter = KeptLetter.of("work", id, "t", at(0, "rejected"), message);

        ledger.keep(letter);

        KeptLetter kept = ledger.find(letter.id()).orElseThrow();
        assertThat(kept).usingRecursiveComparison().isEqualTo(letter);
        assertThat(ledger.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void messageWithoutAPriorityHasNone() {
        KeptLetter letter = letter("work", id, at(0, "rejected"), "x");

        ledger.keep(letter);

        assertThat(ledger.find(letter.id()).orElseThrow().message().priority()).isNull();
    }

    @Test
    void lettersAreListedTheLatestFirst() {
        List<KeptLetter> letters = List.of(
                letter("work", TaskId.random(), at(1, "rejected"), "x"),
                letter("work", TaskId.random(), at(3, "rejected"), "x"),
                letter("work", TaskId.random(), at(2, "rejected"), "x"));
        letters.forEach(ledger::keep);

        assertThat(ids(ledger.list(ALL, MANY, 0)))
                .containsExactly(
                        letters.get(1).id(), letters.get(2).id(), letters.get(0).id());
        assertThat(ids(ledger.list(ALL, 1, 1))).containsExactly(letters.get(2).id());
        assertThat(ledger.ids(ALL))
                .containsExactly(
                        letters.get(0).id(), letters.get(2).id(), letters.get(1).id());
        assertThat(ledger.count(ALL)).isEqualTo(3);
    }

    @Test
    void thoseOfAQueueOrAReasonAreFound() {
        KeptLetter rejected = letter("work", id, at(0, "rejected"), "x");
        KeptLetter expired = letter("work", TaskId.random(), at(1, "expired"), "x");
        KeptLetter elsewhere = letter("other", id, at(2, "expired"), "x");
        List.of(rejected, expired, elsewhere).forEach(ledger::keep);

        assertThat(ledger.ids(new DeadLetterFilter("work", null))).containsExactly(rejected.id(), expired.id());
        assertThat(ledger.ids(new DeadLetterFilter(null, "expired"))).containsExactly(expired.id(), elsewhere.id());
        assertThat(ledger.count(new DeadLetterFilter("other", "rejected"))).isZero();
    }

    @Test
    void taskThatDiesAgainIsTheSameLetterWithALongerHistory() {
        KeptLetter first = letter("work", id, at(0, "rejected"), "x");
        KeptLetter second = letter("work", id, at(5, "expired"), "y");
        ledger.keep(first);

        ledger.keep(second);

        KeptLetter kept = ledger.find(first.id()).orElseThrow();
        assertThat(ledger.count(ALL)).isEqualTo(1);
        assertThat(kept.last()).isEqualTo(second.last());
        assertThat(kept.history()).containsExactly(first.last(), second.last());
        assertThat(text(kept)).isEqualTo("y");
    }

    @Test
    void sameDeathIsKeptOnce() {
        KeptLetter letter = letter("work", id, at(0, "rejected"), "x");
        ledger.keep(letter);

        ledger.keep(letter);

        assertThat(ledger.find(letter.id()).orElseThrow().history()).hasSize(1);
    }

    @Test
    void malformedMessagesOfOneIdAreLettersOfTheirOwn() {
        KeptLetter one = letter("work", id, at(0, Death.MALFORMED), "one");
        KeptLetter two = letter("work", id, at(1, Death.MALFORMED), "two");
        ledger.keep(one);
        ledger.keep(two);

        ledger.keep(letter("work", id, at(2, Death.MALFORMED), "one"));

        assertThat(ledger.list(ALL, MANY, 0))
                .extracting(DeadLetterLedgerContract::text)
                .containsExactly("one", "two");
        assertThat(ledger.find(one.id()).orElseThrow().history()).hasSize(2);
        assertThat(ledger.find(two.id()).orElseThrow().history()).hasSize(1);
    }

    @Test
    void messagesWhoseIdIsIllegibleAreLettersOfTheirOwn() {
        ledger.keep(letter("work", null, at(0, Death.MALFORMED), "x"));
        ledger.keep(letter("work", null, at(0, Death.MALFORMED), "x"));

        assertThat(ledger.list(ALL, MANY, 0))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.task()).isNull());
    }

    @Test
    void whichTasksAreDeadIsKnownUntilTheyAreSentAgain() {
        TaskId resent = TaskId.random();
        KeptLetter again = letter("work", resent, at(0, "rejected"), "x");
        ledger.keep(letter("work", id, at(0, "rejected"), "x"));
        ledger.keep(again);
        Set<TaskId> asked = Set.of(id, resent, TaskId.random());
        assertThat(ledger.dead("work", asked)).containsExactlyInAnyOrder(id, resent);
        assertThat(ledger.dead("other", asked)).isEmpty();

        resend(again);

        assertThat(ledger.dead("work", asked)).containsExactly(id);
    }

    @Test
    void letterIsSentAgainOnceForEachDeath() {
        KeptLetter letter = letter("work", id, at(0, "rejected"), "x");
        ledger.keep(letter);
        assertThat(ledger.goOnResending(letter.id())).isFalse();

        assertThat(ledger.beginResending(letter.id())).isTrue();
        assertThat(ledger.beginResending(letter.id())).isFalse();
        assertThat(ledger.goOnResending(letter.id())).isTrue();
        assertThat(ledger.count(ALL)).isEqualTo(1);
        ledger.noteResent(letter.id());

        assertThat(ledger.goOnResending(letter.id())).isFalse();
        assertThat(ledger.count(ALL)).isZero();
        assertThat(ledger.find(letter.id()).orElseThrow().resentAt()).isNotNull();
        ledger.keep(letter("work", id, at(0, "rejected"), "x"));
        assertThat(ledger.count(ALL)).isEqualTo(1);
        assertThat(ledger.beginResending(letter.id())).isTrue();
    }

    @Test
    void letterThatDiesWhileItIsSentAgainIsDead() {
        KeptLetter letter = letter("work", id, at(0, "rejected"), "x");
        ledger.keep(letter);
        ledger.beginResending(letter.id());
        ledger.keep(letter("work", id, at(1, "rejected"), "x"));

        ledger.noteResent(letter.id());

        assertThat(ledger.count(ALL)).isEqualTo(1);
        assertThat(ledger.beginResending(letter.id())).isTrue();
    }

    @Test
    void resendingThatIsNotFinishedIsFoundAfterAWhile() {
        KeptLetter letter = letter("work", id, at(0, "rejected"), "x");
        KeptLetter done = letter("work", TaskId.random(), at(0, "rejected"), "x");
        ledger.keep(letter);
        ledger.keep(done);
        ledger.beginResending(letter.id());
        resend(done);
        assertThat(ledger.unfinished(Duration.ofSeconds(30), MANY)).isEmpty();

        pass(Duration.ofSeconds(31));
        assertThat(ids(ledger.unfinished(Duration.ofSeconds(30), MANY))).containsExactly(letter.id());

        ledger.goOnResending(letter.id());
        assertThat(ledger.unfinished(Duration.ofSeconds(30), MANY)).isEmpty();
    }

    @Test
    void lettersArePurged() {
        KeptLetter one = letter("work", id, at(0, "rejected"), "x");
        KeptLetter two = letter("work", TaskId.random(), at(1, "rejected"), "x");
        KeptLetter resent = letter("work", TaskId.random(), at(2, "rejected"), "x");
        KeptLetter other = letter("other", id, at(3, "rejected"), "x");
        List.of(one, two, resent, other).forEach(ledger::keep);
        resend(resent);

        assertThat(ledger.purge(one.id())).isTrue();
        assertThat(ledger.purge(one.id())).isFalse();
        assertThat(ledger.purge(new DeadLetterFilter("work", null))).isEqualTo(1);

        assertThat(ledger.find(two.id())).isEmpty();
        assertThat(ledger.find(resent.id())).isPresent();
        assertThat(ledger.ids(ALL)).containsExactly(other.id());
    }

    private void resend(KeptLetter letter) {
        assertThat(ledger.beginResending(letter.id())).isTrue();
        ledger.noteResent(letter.id());
    }

    private static Death at(int seconds, String reason) {
        return new Death(NOON.plusSeconds(seconds), reason, "since it was " + reason);
    }

    private static KeptLetter letter(String queue, @Nullable TaskId id, Death death, String body) {
        Map<String, @Nullable Object> headers = new HashMap<>(Map.of("task", "t"));
        CeleryMessage message = new CeleryMessage(
                headers, body.getBytes(StandardCharsets.UTF_8), "application/json", "utf-8", null, null, null, null);
        return KeptLetter.of(queue, id, "t", death, message);
    }

    private static List<UUID> ids(List<KeptLetter> letters) {
        return letters.stream().map(KeptLetter::id).toList();
    }

    private static String text(KeptLetter letter) {
        return new String(letter.message().body(), StandardCharsets.UTF_8);
    }
}
