package dev.baton.manual;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.ConcurrencyKey;
import dev.baton.task.RateLimit;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A handler that does what its test says, and whose effects are notes: kept where its transaction commits, and else lost. */
final class Script implements TaskHandler<Script.Text, String> {
    static final TaskType<Text, String> TYPE = new TaskType<>("script.play", Text.class, String.class, "script");

    final List<String> notes = new ArrayList<>();
    private final Scene scene;
    private RetryRules retries = RetryRules.NONE;
    private TimeLimits limits = TimeLimits.NONE;
    private RateLimit rate = RateLimit.NONE;
    private int places;
    private boolean isPure;
    private int runs;

    Script(Scene scene) {
        this.scene = scene;
    }

    record Text(String text) {}

    /** What is done, of which the effects are yet to be committed. */
    interface Scene {
        Effects<String> play(TaskContext context, String text) throws Exception;
    }

    /** Notes what it is given, and answers with that. */
    static Script noting() {
        Script[] self = new Script[1];
        self[0] = new Script((context, text) -> () -> self[0].noted(text));
        return self[0];
    }

    String noted(String text) {
        notes.add(text);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    notes.remove(text);
                }
            }
        });
        return text;
    }

    Script retrying(RetryRules rules) {
        this.retries = rules;
        return this;
    }

    Script within(TimeLimits other) {
        this.limits = other;
        return this;
    }

    Script at(RateLimit other) {
        this.rate = other;
        return this;
    }

    /** With so many places for those of one text. */
    Script inPlaces(int number) {
        this.places = number;
        return this;
    }

    Script pure() {
        this.isPure = true;
        return this;
    }

    /** How often it was run. */
    int runs() {
        return runs;
    }

    @Override
    public TaskType<Text, String> type() {
        return TYPE;
    }

    @Override
    public boolean hasEffects() {
        return !isPure;
    }

    @Override
    public RetryRules retries() {
        return retries;
    }

    @Override
    public TimeLimits limits() {
        return limits;
    }

    @Override
    public RateLimit rate() {
        return rate;
    }

    @Override
    public Optional<ConcurrencyKey> concurrency(Text input) {
        return places == 0 ? Optional.empty() : Optional.of(new ConcurrencyKey(input.text(), places));
    }

    @Override
    public Effects<String> prepare(TaskContext context, Text input) throws Exception {
        runs++;
        return scene.play(context, input.text());
    }
}
