package dev.baton.conformance;

import dev.baton.testing.Celery;
import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What {@code make conformance} shows. */
@RequiresServices
class ConformanceIT {
    @Test
    void celeryAndBatonUnderstandEachOtherInEveryCase() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");

        Report report = new Conformance(System.out).run();

        assertThat(report.failed()).isEmpty();
        assertThat(report.cases()).isGreaterThanOrEqualTo(60);
    }
}
