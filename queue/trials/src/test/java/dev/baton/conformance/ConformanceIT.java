package dev.baton.conformance;

import dev.baton.testing.Celery;
import dev.baton.testing.RequiresServices;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What {@code make conformance} shows, but for the second Celery, which would take as long again. It runs beside no other test: celery-ts
 * hears of every result that is announced in any of Redis' databases, and fails where it cannot read one.
 */
@RequiresServices
class ConformanceIT {
    @Test
    void celeryAndBatonUnderstandEachOtherInEveryCase() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");

        Conformance conformance = new Conformance(System.out, List.of());
        conformance.runBeside();

        assertThat(conformance.failed()).isEmpty();
        assertThat(conformance.cases()).isGreaterThanOrEqualTo(220);
    }

    @Test
    void clientsInJavaScriptAndBatonUnderstandEachOtherInEveryCase() {
        Peers.Found found = Peers.node();
        assumeTrue(found.where().isPresent(), () -> "skipped: " + found.whyNot());

        Conformance conformance = new Conformance(System.out, List.of());
        conformance.runNode();

        assertThat(conformance.failed()).isEmpty();
        assertThat(conformance.cases()).isGreaterThanOrEqualTo(40);
    }
}
