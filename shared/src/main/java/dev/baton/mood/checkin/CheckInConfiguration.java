package dev.baton.mood.checkin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the check-ins in the application's database. */
@Configuration(proxyBeanMethods = false)
public class CheckInConfiguration {
    @Bean
    CheckIns checkIns(JdbcClient jdbc) {
        return new CheckIns(jdbc);
    }
}
