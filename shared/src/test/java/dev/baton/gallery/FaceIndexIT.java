package dev.baton.gallery;

import com.zaxxer.hikari.HikariDataSource;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoRef;
import dev.baton.task.TaskId;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Search through the index against search through everything. */
@RequiresServices
class FaceIndexIT {
    private static final String MODEL = "test-model@1";
    private static final int DIMENSION = 24;
    private static final int PHOTOS = 1500;
    /** pgvector adds floats: its similarities differ from ours by less. */
    private static final double NOISE = 1e-6;

    private static final Random RANDOM = new Random(42);

    private record Known(UUID photo, @Nullable String event, float[] vector) {}

    private static final List<Known> KNOWN = new ArrayList<>();
    private static FreshServices services;
    private static HikariDataSource database;
    private static JdbcClient jdbc;
    private static FaceIndex index;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void fill() {
        services = new FreshServices();
        database = pool();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/service")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        jdbc.sql("drop index face_event").update();
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        // Those that are few are compared without it.
        index = new FaceIndex(jdbc, transaction, 0);
        index.ensure(MODEL, DIMENSION);
        index.ensure(MODEL, DIMENSION);
        transaction.executeWithoutResult(status -> {
            for (int photo = 0; photo < PHOTOS; photo++) {
                store(new Known(UUID.randomUUID(), photo % 150 == 0 ? "rare" : "usual", vector()));
            }
        });
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(services.properties().get("spring.datasource.url"));
        pool.setUsername("baton");
        pool.setPassword("baton");
        pool.setMaximumPoolSize(2);
        // So small a table would be searched whole; large ones are what this is about.
        pool.setConnectionInitSql("set enable_seqscan = off; set enable_bitmapscan = off");
        return pool;
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
            services.close();
        }
    }

    private static float[] vector() {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int at = 0; at < DIMENSION; at++) {
            vector[at] = (float) RANDOM.nextGaussian();
            squares += vector[at] * vector[at];
        }
        for (int at = 0; at < DIMENSION; at++) {
            vector[at] = (float) (vector[at] / Math.sqrt(squares));
        }
        return vector;
    }

    private static void store(Known known) {
        PhotoAnalysis.Face face =
                new PhotoAnalysis.Face(new PhotoAnalysis.Box(1, 2, 3, 4), 0.9, List.of(List.of(1.0, 2.0)), 0.5);
        PhotoAnalysis analysis = new PhotoAnalysis(
                known.photo(),
                known.event(),
                known.photo() + ".jpg",
                new PhotoAnalysis.Image(10, 10),
                null,
                List.of(face),
                null,
                List.of(),
                List.of(),
                Map.of());
        new Gallery(jdbc)
                .store(new AnalysedPhoto(
                        TaskId.random(),
                        Tenants.DEFAULT,
                        new PhotoRef("a/" + known.photo(), null),
                        "0".repeat(64),
                        analysis,
                        List.of(new Embedding(MODEL, known.vector()))));
        KNOWN.add(known);
    }

    private static double similarity(float[] one, float[] other) {
        double sum = 0;
        for (int at = 0; at < DIMENSION; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }

    /** Returns a vector of which the order of the first {@code topK} faces is certain. */
    private static float[] vectorWithoutTies(String event, int topK) {
        while (true) {
            float[] wanted = vector();
            double[] similarities = KNOWN.stream()
                    .filter(known -> event.equals(known.event()))
                    .mapToDouble(known -> similarity(wanted, known.vector()))
                    .sorted()
                    .toArray();
            int from = Math.max(1, similarities.length - topK);
            if (IntStream.range(from, similarities.length)
                    .allMatch(at -> similarities[at] - similarities[at - 1] > NOISE)) {
                return wanted;
            }
        }
    }

    private static List<UUID> exact(float[] wanted, String event, int topK) {
        return KNOWN.stream()
                .filter(known -> event.equals(known.event()))
                .sorted(Comparator.comparingDouble((Known known) -> -similarity(wanted, known.vector())))
                .limit(topK)
                .map(Known::photo)
                .toList();
    }

    @Test
    void aFilterByARareEventLosesNothing() {
        for (int query = 0; query < 20; query++) {
            float[] wanted = vectorWithoutTies("rare", 100);

            List<FaceMatches.Match> matches =
                    index.search(new Embedding(MODEL, wanted), new FaceIndex.Scope(Tenants.DEFAULT, "rare"), -1, 100);

            assertThat(matches.stream().map(FaceMatches.Match::photoId))
                    .containsExactlyElementsOf(exact(wanted, "rare", 100));
        }
    }

    @Test
    void connectionThatIsNewLosesNothingEither() {
        float[] wanted = vectorWithoutTies("rare", 100);
        try (HikariDataSource fresh = pool()) {
            List<FaceMatches.Match> matches = over(fresh)
                    .search(new Embedding(MODEL, wanted), new FaceIndex.Scope(Tenants.DEFAULT, "rare"), -1, 100);

            assertThat(matches.stream().map(FaceMatches.Match::photoId))
                    .containsExactlyElementsOf(exact(wanted, "rare", 100));
        }
    }

    /** PostgreSQL would take them in silence as long as pgvector is not loaded, and the search would lose what the filter leaves. */
    @Test
    void settingsThatPgvectorDoesNotKnowAreRefusedOnANewConnectionToo() {
        try (HikariDataSource fresh = pool()) {
            JdbcClient client = JdbcClient.create(fresh);

            assertThatThrownBy(() -> client.sql(FaceIndex.SETTINGS.replace("iterative_scan", "iterativ_scan"))
                            .query(rows -> {}))
                    .hasStackTraceContaining("hnsw.iterativ_scan");
            assertThatThrownBy(() -> client.sql(FaceIndex.SETTINGS.replace("relaxed_order", "relaxed"))
                            .query(rows -> {}))
                    .hasStackTraceContaining("hnsw.iterative_scan");
        }
    }

    /** Deleted faces stay in the index until VACUUM, and count among those that a scan looks at. */
    @Test
    void facesThatWereDeletedHideNoOthers() {
        float[] wanted = vectorWithoutTies("rare", 100);
        jdbc.sql(
                        "insert into face (photo_id, tenant_id, event_id, position, x1, y1, x2, y2, score, quality, model, embedding)"
                                + " select photo_id, tenant_id, 'deleted', 1, x1, y1, x2, y2, score, quality, model, ?::vector"
                                + " from face limit 300")
                .param(new Embedding(MODEL, wanted).asVector())
                .update();
        jdbc.sql("delete from face where event_id = 'deleted'").update();

        List<FaceMatches.Match> matches =
                index.search(new Embedding(MODEL, wanted), new FaceIndex.Scope(Tenants.DEFAULT, "rare"), -1, 100);

        assertThat(matches.stream().map(FaceMatches.Match::photoId))
                .containsExactlyElementsOf(exact(wanted, "rare", 100));
    }

    private static FaceIndex over(HikariDataSource pool) {
        return new FaceIndex(JdbcClient.create(pool), new TransactionTemplate(new JdbcTransactionManager(pool)), 0);
    }

    @Test
    void amongFewFacesAllAreCompared() {
        FaceIndex comparing = new FaceIndex(jdbc, transaction);
        Map<UUID, float[]> vectors = KNOWN.stream().collect(Collectors.toMap(Known::photo, Known::vector));
        for (int query = 0; query < 20; query++) {
            float[] wanted = vector();

            List<FaceMatches.Match> matches = comparing.search(
                    new Embedding(MODEL, wanted), new FaceIndex.Scope(Tenants.DEFAULT, "usual"), -1, 300);

            // Among so many some are closer to each other than the database computes: they may change places.
            List<UUID> nearest = exact(wanted, "usual", 300);
            assertThat(matches.stream().map(FaceMatches.Match::photoId).distinct())
                    .hasSize(300);
            for (int at = 0; at < nearest.size(); at++) {
                assertThat(similarity(wanted, vectors.get(matches.get(at).photoId())))
                        .isCloseTo(similarity(wanted, vectors.get(nearest.get(at))), within(NOISE));
            }
        }
    }

    @Test
    void photosThatAreEquallySimilarComeInTheOrderOfTheirIds() {
        float[] vector = vector();
        List<UUID> photos = Stream.generate(UUID::randomUUID).limit(30).toList();
        transaction.executeWithoutResult(status -> photos.forEach(photo -> store(new Known(photo, "twins", vector))));
        FaceIndex.Scope twins = new FaceIndex.Scope(Tenants.DEFAULT, "twins");
        List<UUID> inOrder =
                photos.stream().sorted(Comparator.comparing(UUID::toString)).toList();

        List<FaceMatches.Match> few =
                new FaceIndex(jdbc, transaction).search(new Embedding(MODEL, vector), twins, -1, 10);
        List<FaceMatches.Match> all = index.search(new Embedding(MODEL, vector), twins, -1, 30);

        assertThat(few).extracting(FaceMatches.Match::photoId).containsExactlyElementsOf(inOrder.subList(0, 10));
        assertThat(all).extracting(FaceMatches.Match::photoId).containsExactlyElementsOf(inOrder);
    }

    @Test
    void theNearestOfAllAreFoundBestFirst() {
        Known somebody = KNOWN.get(77);

        List<FaceMatches.Match> matches = index.search(
                new Embedding(MODEL, somebody.vector()), new FaceIndex.Scope(Tenants.DEFAULT, null), 0.3, 5);

        assertThat(matches.get(0).photoId()).isEqualTo(somebody.photo());
        assertThat(matches).isSortedAccordingTo(Comparator.comparingDouble(match -> -match.similarity()));
        assertThat(matches).allMatch(match -> match.similarity() >= 0.3).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void anotherTenantFindsNothing() {
        assertThat(index.search(
                        new Embedding(MODEL, KNOWN.get(0).vector()),
                        new FaceIndex.Scope(UUID.randomUUID(), null),
                        -1,
                        10))
                .isEmpty();
    }

    @Test
    void theIndexIsWhatIsUsed() {
        String type = "::vector(" + DIMENSION + ")";
        List<String> plan = jdbc.sql("explain select photo_id from face where model = '" + MODEL + "' and tenant_id = '"
                        + Tenants.DEFAULT + "' order by embedding" + type + " <=> '"
                        + new Embedding(MODEL, vector()).asVector() + "'" + type + " limit 5")
                .query(String.class)
                .list();

        assertThat(plan).anySatisfy(step -> assertThat(step).contains("Index Scan using face_" + DIMENSION));
    }
}
