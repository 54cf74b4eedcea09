package dev.baton.worker.job;

import dev.baton.job.JobRemoval;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import dev.baton.photo.PhotoTasks;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two periodic tasks, {@code job.reap} and {@code job.clean}, and what they do. */
@Configuration(proxyBeanMethods = false)
class JobUpkeep {
    // Ahead of photos: a queue that is long is no reason to leave jobs lying.
    private static final int PRIORITY = 5;
    private static final int PHOTOS = 1000;

    @Bean
    RemoveJobs reapJobs(JobRemoval jobs, JobUpkeepSettings settings, Clock clock) {
        return new RemoveJobs("job.reap", PhotoTasks.QUEUE, atMost -> {
            jobs.deleteUnwanted(PHOTOS);
            return jobs.withdrawStale(clock.instant().minus(settings.staleAfter()), atMost);
        });
    }

    @Bean
    RemoveJobs cleanJobs(JobRemoval jobs, JobUpkeepSettings settings, Clock clock) {
        return new RemoveJobs(
                "job.clean",
                PhotoTasks.QUEUE,
                atMost -> jobs.deleteExpired(clock.instant().minus(settings.keptAfterExpiry()), atMost));
    }

    @Bean
    PeriodicTask reaping(@Qualifier("reapJobs") RemoveJobs handler, JobUpkeepSettings settings) {
        Call call = Call.of(handler.type(), new RemoveJobs.Nothing())
                .withPriority(PRIORITY)
                .expiringAfter(settings.staleAfter());
        return PeriodicTask.of("job.reap", Timing.every(settings.reapEvery()), call);
    }

    @Bean
    PeriodicTask cleaningOfJobs(@Qualifier("cleanJobs") RemoveJobs handler, JobUpkeepSettings settings) {
        Call call = Call.of(handler.type(), new RemoveJobs.Nothing()).withPriority(PRIORITY);
        return PeriodicTask.of("job.clean", Timing.cron(settings.cleanCron(), settings.zone()), call)
                .catchingUp(CatchUp.ONCE);
    }
}
