package dev.baton.internal.queue.housekeeping;

import dev.baton.internal.deadletter.Resends;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Goes on with sending dead letters again, wherever they are kept. */
@Configuration(proxyBeanMethods = false)
public class UnfinishedResendConfiguration {
    @Bean("batonUnfinishedResends")
    UnfinishedResends unfinishedResends(Resends resends) {
        return new UnfinishedResends(resends);
    }
}
