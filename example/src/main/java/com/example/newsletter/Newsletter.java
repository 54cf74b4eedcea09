package com.example.newsletter;

import dev.baton.exit.CleanExit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Nothing but the library on the class path makes this application a worker. */
@SpringBootApplication(proxyBeanMethods = false)
public class Newsletter {
    public static void main(String[] arguments) {
        CleanExit.onSignals();
        SpringApplication.run(Newsletter.class, arguments);
    }
}
