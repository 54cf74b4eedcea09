package com.example.newsletter;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Counts the words of a text. It changes nothing, so its tasks never touch the database. */
@Component
class CountWords implements TaskHandler<CountWords.Text, Integer> {
    static final TaskType<Text, Integer> TYPE =
            new TaskType<>("newsletter.count_words", Text.class, Integer.class, "newsletter");

    record Text(String text) {}

    @Override
    public TaskType<Text, Integer> type() {
        return TYPE;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    public Effects<Integer> prepare(TaskContext context, Text input) {
        long words = Arrays.stream(input.text().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .count();
        return () -> Math.toIntExact(words);
    }
}
