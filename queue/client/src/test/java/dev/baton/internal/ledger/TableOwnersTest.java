package dev.baton.internal.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each of the queue's tables has an owner, which alone has SQL on it; others ask. */
class TableOwnersTest {
    private static final Path REPOSITORY =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final int MOST_FOLDERS = 20;
    private static final Pattern MAIN = Pattern.compile("^(/[a-z-]+){1,2}/src/main/java/");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern USE =
            Pattern.compile("(?:\\b(?:from|join|into|update)\\s+|OldRows\\(jdbc, \"|TABLE = \")(\\w+)");

    @Test
    void everyTableHasOneOwner() throws IOException {
        Map<String, TreeSet<String>> owners = new TreeMap<>();
        String schema = Files.readString(Path.of("src/main/resources/db/queue/V1__queue.sql"));
        TABLE.matcher(schema).results().forEach(table -> owners.put(table.group(1), new TreeSet<>()));

        for (Path source : sources()) {
            String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
            String owner = source.getFileName().toString().replace(".java", "");
            USE.matcher(code).results().forEach(use -> {
                if (owners.containsKey(use.group(1))) {
                    owners.get(use.group(1)).add(owner);
                }
            });
        }

        // One class for each way of a row: it waits, it was refused by the broker, it was sent.
        assertThat(owners.remove("scheduled_task")).containsExactly("JdbcScheduledTasks", "SentAttempts", "StuckTasks");
        assertThat(owners)
                .isNotEmpty()
                .allSatisfy((table, classes) -> assertThat(classes).as(table).hasSize(1));
    }

    private static List<Path> sources() throws IOException {
        // Modules lie here and in queue.
        try (Stream<Path> files = Files.find(
                REPOSITORY, MOST_FOLDERS, (file, attributes) -> file.toString().endsWith(".java") && isOfMain(file))) {
            return files.toList();
        }
    }

    private static boolean isOfMain(Path file) {
        return MAIN.matcher("/" + REPOSITORY.relativize(file)).find();
    }
}
