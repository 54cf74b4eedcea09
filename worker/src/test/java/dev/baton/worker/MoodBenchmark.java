package dev.baton.worker;

import dev.baton.mood.PredictionType;
import dev.baton.testing.FreshServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Clients load the packaged API with one worker: first 20 that ask ten times a second and wait for each answer, for a single type and for
 * all five without a cache, and with one for what was asked before; then 200 that ask for anybody as fast as they are answered. Prints
 * milliseconds of the slowest of a hundred requests.
 */
final class MoodBenchmark implements AutoCloseable {
    private static final int USERS = 1000;
    private static final int DAYS = 30;
    private static final int FEW = 20;
    private static final int MANY = 200;
    private static final int RAMP = 10;
    private static final int HOLD = 30;
    /** Milliseconds. */
    private static final int PAUSE = 100;
    /** A program on the JVM takes so long until what runs often is compiled. */
    private static final int WARM_UP = 60;

    private static final int SLOTS = 8;
    private static final int KNOWN = 50;

    private final FreshServices services = new FreshServices();
    private final Path folder;
    private final Random random = new Random(1);
    private final List<UUID> users;
    private long failures;

    private MoodBenchmark(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.users = IntStream.range(0, USERS)
                .mapToObj(user -> new UUID(random.nextLong(), random.nextLong()))
                .toList();
    }

    /** Runs it all, and prints the figures last. {@code arguments}: a folder for what the programs print. */
    public static void main(String[] arguments) throws Exception {
        try (MoodBenchmark benchmark = new MoodBenchmark(Path.of(arguments[0]).toAbsolutePath())) {
            System.out.println(benchmark.run());
        }
    }

    private String run() throws Exception {
        String figures;
        try (Program worker = program("worker", Map.of()).awaitReady("/health/ready")) {
            try (Program api = program("api", Map.of()).awaitReady("/api/v1/health/ready")) {
                checkIns();
                load("warm-up", api, everybody(""), FEW, WARM_UP, 0);
                long single = load("one type", api, singleTypes(), FEW, HOLD, PAUSE);
                long five = load("five types", api, everybody(""), FEW, HOLD, PAUSE);
                figures = "single_p99_ms=" + single + " five_p99_ms=" + five;
            }
            try (Program api = program("api", Map.of("baton.cache.ttl", "300s")).awaitReady("/api/v1/health/ready")) {
                List<String> known = everybody("?window_days=7").subList(0, KNOWN);
                load("warm-up", api, known, FEW, WARM_UP, 0);
                long cached = load("cached", api, known, FEW, HOLD, PAUSE);
                double hitRate = many(api, worker);
                return String.format(
                        Locale.ROOT,
                        "cached_p99_ms=%d %s failures=%d hit_rate=%.3f",
                        cached,
                        figures,
                        failures,
                        hitRate);
            }
        }
    }

    /** Returns the share of requests that the cache answered. */
    private double many(Program api, Program worker) throws Exception {
        double hits = hits(api);
        double misses = misses(api);
        load("many, first", api, anybody(), MANY, HOLD, 0);
        long before = memory(api) + memory(worker);
        load("many, second", api, anybody(), MANY, HOLD, 0);
        hits = hits(api) - hits;
        misses = misses(api) - misses;
        System.out.printf(
                "heaps of both in use after the first and the second time: %d and %d MiB%n",
                before >> 20, (memory(api) + memory(worker)) >> 20);
        return hits / (hits + misses);
    }

    private Program program(String module, Map<String, String> more) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.photos.directory", folder.resolve("photos").toString());
        settings.put("baton.models.directory", folder.resolve("models").toString());
        settings.put("baton.worker.queues", "mood");
        settings.put("baton.worker.concurrency", String.valueOf(SLOTS));
        settings.putAll(more);
        return new Program(module, folder, settings);
    }

    /** A month of everybody's. */
    private void checkIns() throws SQLException {
        String url = services.properties().get("spring.datasource.url");
        try (Connection connection = DriverManager.getConnection(url, "baton", "baton");
                Statement statement = connection.createStatement()) {
            for (UUID user : users) {
                statement.addBatch("""
                        insert into check_in (id, tenant_id, user_id, checkin_date, groups)
                        select gen_random_uuid(), tenant.id, '%s', date '2026-01-01' + day, jsonb_build_object(
                            'sleep_data', jsonb_build_object('hoursSlept', 3 + random() * 7, 'sleepQuality', random() * 10),
                            'mood_data', jsonb_build_object('depressedMood', random() * 10, 'energyLevel', random() * 10,
                                'anxietyStress', random() * 10, 'elevation', random() * 10),
                            'meds_context_data', jsonb_build_object('medicationAdherence', round(random())))
                        from tenant, generate_series(0, %d) as day""".formatted(user, DAYS - 1));
            }
            statement.executeBatch();
        }
    }

    private List<String> everybody(String query) {
        return users.stream().map(user -> "/api/v1/predictions/" + user + query).toList();
    }

    private List<String> singleTypes() {
        PredictionType[] types = PredictionType.values();
        return IntStream.range(0, USERS)
                .mapToObj(
                        at -> "/api/v1/predictions/" + users.get(at) + "?types=" + types[at % types.length].wireName())
                .toList();
    }

    /** A few are asked for often, most seldom, each with one of three windows. */
    private List<String> anybody() {
        return Stream.generate(() -> {
                    int user = (int) (USERS * Math.pow(random.nextDouble(), 3));
                    return "/api/v1/predictions/" + users.get(user) + "?window_days="
                            + List.of(3, 7, 14).get(random.nextInt(3));
                })
                .limit(20_000)
                .toList();
    }

    /** Returns the 99th percentile in milliseconds. */
    private long load(String name, Program api, List<String> paths, int clients, int hold, int pause) throws Exception {
        Path asked = Files.write(folder.resolve("paths"), paths);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("load.classpath"),
                "dev.baton.load.Predictions",
                api.uri("").toString(),
                asked.toString(),
                String.valueOf(clients),
                String.valueOf(RAMP),
                String.valueOf(hold),
                String.valueOf(pause));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("load.log").toFile())
                .start();
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the clients failed: see " + folder.resolve("load.log"));
        }
        long[] figures = Stream.of(lines.get(lines.size() - 1).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        failures += figures[1];
        System.out.printf(
                "%-12s %3d clients %7d requests, %d failed %6d/s  p50 %4d  p95 %4d  p99 %4d ms%n",
                name, clients, figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
        return figures[5];
    }

    private static double hits(Program api) {
        return counter(api, "baton_cache_total{result=\"HIT\"}");
    }

    private static double misses(Program api) {
        return counter(api, "baton_cache_total{result=\"MISS\"}");
    }

    private static double counter(Program program, String name) {
        return program.get("/metrics")
                .orElseThrow()
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Returns the bytes in use on the heap after a collection of garbage. */
    private static long memory(Program program) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, String.valueOf(program.pid()), "GC.run")
                .start()
                .waitFor();
        return (long) counter(program, "jvm_memory_used_bytes{area=\"heap\"");
    }

    @Override
    public void close() {
        services.close();
    }
}
