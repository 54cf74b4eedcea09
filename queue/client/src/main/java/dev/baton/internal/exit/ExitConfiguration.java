package dev.baton.internal.exit;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells when a process has begun, and must end in an orderly way. */
@Configuration(proxyBeanMethods = false)
public class ExitConfiguration {
    @Bean("batonProcessBeginning")
    Beginning processBeginning(ConnectionFactory broker) {
        return new Beginning(broker);
    }
}
