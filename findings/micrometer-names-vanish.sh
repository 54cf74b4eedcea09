#!/usr/bin/env bash
# Micrometer 1.17.1 with Prometheus' client 1.7: ends of names that OpenMetrics keeps for itself are stripped. A counter "orders.created" is
# scraped as orders_total; another, "orders", then has no name left, is dropped with one warning, and counts into nothing. A gauge
# "disk.total" is scraped as disk. A gauge "build.info" of 6 becomes build_info 1: whatever its value, and however that changes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars io.micrometer:micrometer-registry-prometheus:1.17.1

cat >"$work/Names.java" <<'JAVA'
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

class Names {
    public static void main(String[] arguments) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.counter("orders.created").increment();
        registry.counter("orders", "shop", "a").increment(7);
        registry.gauge("disk.total", new AtomicInteger(5));
        registry.gauge("build.info", new AtomicInteger(6));
        String scraped = registry.scrape().lines().filter(line -> !line.startsWith("#")).sorted().collect(Collectors.joining("\n"));
        System.out.println(scraped);
        if (!scraped.equals("build_info 1\ndisk 5.0\norders_total 1.0")) {
            throw new AssertionError("other names");
        }
    }
}
JAVA
java -cp "$work/jars/*" "$work/Names.java" 2>&1 | grep -v -i slf4j
