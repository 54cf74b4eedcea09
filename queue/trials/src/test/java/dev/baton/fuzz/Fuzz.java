package dev.baton.fuzz;

import dev.baton.client.JavaClient;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import dev.baton.testing.Patience;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Feeds a running worker with messages that are wrong in every way that a seed can think of. Each must end: as a task that ran, as
 * an answer, as a task that waits for its time, or on the dead queue with a reason; and the worker must not.
 */
public final class Fuzz {
    private static final int BATCH = 100;
    /** That no message ends for so long means that the rest will not. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final FreshServices services;
    private final Map<String, Mutant> open = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private Fuzz(FreshServices services) {
        this.services = services;
    }

    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        System.exit(run(messages, seed, System.out) ? 0 : 1);
    }

    /** Sends so many messages, says what became of them, and tells whether all is well. */
    static boolean run(int messages, long seed, PrintStream out) throws InterruptedException {
        boolean[] isWell = new boolean[1];
        // Messages that are nested deep are written by methods that call themselves as often.
        Thread thread = new Thread(null, () -> isWell[0] = feed(messages, seed, out), "fuzz", 1L << 30);
        thread.start();
        thread.join();
        return isWell[0];
    }

    private static boolean feed(int messages, long seed, PrintStream out) {
        try (FreshServices services = new FreshServices();
                JavaProgram worker = JavaProgram.supervised(FuzzWorker.class, settings(services));
                JavaClient client = new JavaClient(services);
                Outlet outlet = new Outlet(services)) {
            Patience.await()
                    .ignoreExceptions()
                    .until(() -> services.queue(FuzzWorker.QUEUE).hasConsumers());
            Fuzz fuzz = new Fuzz(services);
            fuzz.send(outlet, messages, seed);
            fuzz.settle(client);
            fuzz.open.values().forEach(mutant -> out.println("unaccounted " + shortened(mutant)));
            out.println("messages=" + messages + " seed=" + seed + " ran=" + fuzz.count("ran") + " answered="
                    + fuzz.count("answered") + " buried=" + fuzz.count("buried") + " nameless=" + fuzz.count("nameless")
                    + " ended=" + fuzz.count("ended") + " waiting=" + fuzz.count("waiting")
                    + " unaccounted=" + fuzz.open.size() + " deaths=" + (worker.starts() - 1));
            return fuzz.open.isEmpty() && worker.starts() == 1;
        }
    }

    private static String shortened(Mutant mutant) {
        String headers = mutant.headers.toString();
        return mutant.mark + " " + headers.substring(0, Math.min(500, headers.length()));
    }

    private static Map<String, String> settings(FreshServices services) {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.worker.concurrency", "4");
        settings.put("logging.level.root", "ERROR");
        return settings;
    }

    private int count(String end) {
        return counts.getOrDefault(end, 0);
    }

    private void send(Outlet outlet, int messages, long seed) {
        Mutations mutations = new Mutations(seed);
        for (int number = 0; open.size() < messages; number++) {
            Mutant mutant = mutations.next("fuzz-" + number);
            if (outlet.send(mutant)) {
                open.put(mutant.mark, mutant);
            }
            if (number % BATCH == 0) {
                outlet.flush();
            }
        }
        outlet.flush();
    }

    private void settle(JavaClient client) {
        try {
            while (!open.isEmpty()) {
                int before = open.size() - nameless();
                Awaitility.await()
                        .atMost(SILENCE)
                        .pollInSameThread()
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            account(client);
                            return open.isEmpty() || open.size() - nameless() < before;
                        });
            }
        } catch (ConditionTimeoutException e) {
            System.err.println(open.size() + " messages have not ended, " + nameless() + " nameless ones are buried");
        }
    }

    private void account(JavaClient client) {
        Map<String, Set<String>> ends = new LinkedHashMap<>();
        ends.put("ran", ids("select task_id from ran"));
        ends.put("buried", ids("select task_id from dead_letter where task_id is not null"));
        ends.put("answered", answered(client));
        ends.put("ended", ids("select task_id from finished_task"));
        ends.put("waiting", ids("select task_id from scheduled_task where sent_at is null"));
        open.values().removeIf(mutant -> {
            Optional<String> end = ends.entrySet().stream()
                    .filter(one -> mutant.ids().stream().anyMatch(one.getValue()::contains))
                    .map(Map.Entry::getKey)
                    .findFirst();
            end.ifPresent(name -> counts.merge(name, 1, Integer::sum));
            return end.isPresent();
        });
        Set<String> nameless = ids("select correlation_id from dead_letter where task_id is null");
        open.values().removeIf(mutant -> {
            boolean isBuried = nameless.contains(mutant.mark);
            counts.merge("nameless", isBuried ? 1 : 0, Integer::sum);
            return isBuried;
        });
        // Of these nobody can tell which is which: there must be as many of them as messages are left.
        if (open.values().stream().allMatch(Fuzz::isUnmarked) && nameless() >= open.size()) {
            counts.merge("nameless", open.size(), Integer::sum);
            open.clear();
        }
    }

    private static boolean isUnmarked(Mutant mutant) {
        return !mutant.mark.equals(mutant.correlationId);
    }

    /** How many dead letters are known neither by a task nor by a mark. */
    private int nameless() {
        return ids("select id from dead_letter where task_id is null and coalesce(correlation_id, '') not like 'fuzz-%'")
                .size();
    }

    private Set<String> answered(JavaClient client) {
        List<TaskId> ids = open.values().stream()
                .flatMap(mutant -> mutant.ids().stream())
                .filter(Fuzz::isLegible)
                .map(TaskId::new)
                .distinct()
                .toList();
        Set<String> answered = new HashSet<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            client.known(ids.subList(from, Math.min(ids.size(), from + BATCH))).values().stream()
                    .filter(snapshot -> snapshot.state().isFinal())
                    .map(TaskSnapshot::id)
                    .forEach(id -> answered.add(id.value()));
        }
        return answered;
    }

    private static boolean isLegible(String id) {
        try {
            return !new TaskId(id).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Set<String> ids(String query) {
        String url = services.properties().get("spring.datasource.url");
        try (Connection connection = DriverManager.getConnection(url, "baton", "baton");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            Set<String> ids = new HashSet<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
