package dev.baton.internal.queue;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.result.ResultStore;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.RequiresServices;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What a worker takes of the database's connections, which all processes share. */
@RequiresServices
class ConnectionBudgetIT {
    private static final int TASKS = 200;
    private static final String OURS =
            "pg_stat_activity where datname = current_database() and application_name = 'budget'";

    @ParameterizedTest
    @CsvSource({"1, 4", "3, 6"})
    void aWorkerUnderLoadKeepsToItsBudget(int slots, int budget) {
        try (SampleFixture sample = new SampleFixture(properties -> {
            properties.put("baton.worker.concurrency", String.valueOf(slots));
            properties.put("spring.application.name", "budget");
            return properties;
        })) {
            List<TaskRequest> tasks = new ArrayList<>(IntStream.range(0, TASKS)
                    .mapToObj(number -> SampleFixture.request(SampleWorker.ECHO, "of many"))
                    .toList());
            IntStream.range(0, TASKS / 10).forEach(number -> tasks.add(SampleFixture.request(SampleWorker.FLAKY, "2")));
            sample.bean(TaskPublisher.class).publish(SampleFixture.QUEUE, tasks);

            AtomicLong most = new AtomicLong();
            ResultStore results = sample.bean(ResultStore.class);
            List<TaskId> ids = tasks.stream().map(TaskRequest::id).toList();
            await().until(() -> {
                most.accumulateAndGet(sample.count(OURS), Math::max);
                return results.findAll(ids).values().stream()
                                .filter(known -> known.state().isFinal())
                                .count()
                        == ids.size();
            });

            assertThat(most.get()).isBetween(1L, (long) budget);
        }
    }
}
