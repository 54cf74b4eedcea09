package com.example.newsletter;

import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the README says that a Celery client can do. */
@RequiresServices
class NewsletterIT {
    private static FreshServices services;
    private static ConfigurableApplicationContext newsletter;

    @BeforeAll
    static void start() {
        services = new FreshServices();
        newsletter = new SpringApplication(Newsletter.class)
                .run(services.properties().entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        newsletter.close();
        services.close();
    }

    @Test
    void celeryClientGetsTheAnswers() {
        assertThat(celery("""
                print(app.send_task("newsletter.count_words", ["a word or two"], queue="newsletter").get(timeout=30))
                for _ in range(2):
                    print(app.send_task("newsletter.subscribe", kwargs={"address": "runner@localhost"},
                                        queue="newsletter").get(timeout=30))
                """)).isEqualTo("""
                4
                {'address': 'runner@localhost', 'subscribers': 1}
                {'address': 'runner@localhost', 'subscribers': 1}""");
    }

    @Test
    void javaClientGetsTheAnswersInTheirTypes() {
        Tasks tasks = newsletter.getBean(Tasks.class);

        TaskHandle<Subscribe.Receipt> sent = tasks.send(Subscribe.TYPE, new Subscribe.Request("runner@localhost"));
        int words = tasks.send(CountWords.TYPE, new CountWords.Text("a word or two"))
                .await(Patience.CEILING);

        assertThat(sent.await(Patience.CEILING)).isEqualTo(new Subscribe.Receipt("runner@localhost", 1));
        assertThat(words).isEqualTo(4);
    }

    @Test
    void celeryClientHearsWhatIsWrong() {
        assertThat(celery("""
                try:
                    app.send_task("newsletter.subscribe", ["nobody"], queue="newsletter").get(timeout=30)
                except Exception as e:
                    print(type(e).__name__, e)
                """)).isEqualTo("InvalidAddress an address is NAME@HOST, was nobody");
    }

    private static String celery(String script) {
        assumeTrue(Celery.isPresent(), "there is no Celery here");
        return Celery.run(services, script);
    }
}
