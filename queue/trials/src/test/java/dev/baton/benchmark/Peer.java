package dev.baton.benchmark;

import dev.baton.testing.FreshServices;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that takes tasks from a queue with a number of slots; each has one message in hand and acknowledges it last. */
enum Peer {
    BATON {
        @Override
        List<String> command(FreshServices services, String queue, int slots) {
            List<String> command = new ArrayList<>(java());
            command.add(BenchmarkWorker.class.getName());
            services.properties().forEach((key, value) -> command.add("--" + key + "=" + value));
            command.add("--baton.worker.queues=" + queue);
            command.add("--baton.worker.concurrency=" + slots);
            command.add("--spring.main.web-application-type=none");
            command.add("--spring.main.banner-mode=off");
            return command;
        }
    },
    CELERY {
        @Override
        List<String> command(FreshServices services, String queue, int slots) {
            String script = CeleryScripts.application(services) + """
                    app.worker_main(["worker", "-n", "%2$s@%%h", "-c", "%1$d", "-Q", "%2$s", "-l", "WARNING", "-O", "fair",
                                     "--without-gossip", "--without-mingle", "--without-heartbeat"])
                    """.formatted(slots, queue);
            return CeleryScripts.python(script);
        }
    },
    BARE {
        @Override
        List<String> command(FreshServices services, String queue, int slots) {
            List<String> command = new ArrayList<>(java());
            command.add(BareConsumer.class.getName());
            command.addAll(List.of(services.amqpUrl(), services.redisUrl(), queue, Integer.toString(slots)));
            return command;
        }
    },
    PERFTEST {
        @Override
        List<String> command(FreshServices services, String queue, int slots) {
            List<String> command = new ArrayList<>(List.of("java", "-cp", System.getProperty("perftest.classpath")));
            command.addAll(List.of("com.rabbitmq.perf.PerfTest", "--uri", services.amqpUrl(), "--queue", queue));
            // As Baton and Celery: one consumer, with as many messages in hand as there are slots.
            command.addAll(List.of("--predeclared", "--producers", "0", "--consumers", "1"));
            command.addAll(List.of("--qos", Integer.toString(slots), "--id", queue));
            return command;
        }
    };

    abstract List<String> command(FreshServices services, String queue, int slots);

    private static List<String> java() {
        // The collector that the worker's image chooses, too.
        return List.of(
                "java",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"));
    }

    /** Starts it; what it prints goes to {@code log}. */
    Running start(FreshServices services, String queue, int slots, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command(services, queue, slots));
            builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
            File file = log.toFile();
            return new Running(
                    builder.redirectErrorStream(true).redirectOutput(file).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of one peer. */
    record Running(Process process) implements AutoCloseable {
        /** Returns the memory that its processes hold, in bytes; pages that they share count once. */
        long memory() {
            return all().mapToLong(Running::proportionalSize).sum();
        }

        private Stream<ProcessHandle> all() {
            return Stream.concat(Stream.of(process.toHandle()), process.descendants());
        }

        private static long proportionalSize(ProcessHandle one) {
            try {
                return Files.readAllLines(Path.of("/proc", Long.toString(one.pid()), "smaps_rollup")).stream()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .sum();
            } catch (IOException e) {
                return 0; // It has ended.
            }
        }

        @Override
        public void close() {
            List<ProcessHandle> ended = all().toList();
            ended.forEach(ProcessHandle::destroyForcibly);
            ended.forEach(one -> one.onExit().join());
        }
    }
}
