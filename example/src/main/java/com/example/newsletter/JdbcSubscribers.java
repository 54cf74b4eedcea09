package com.example.newsletter;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Subscribers in the application's database. */
@Repository
class JdbcSubscribers implements Subscribers {
    private final JdbcClient jdbc;

    JdbcSubscribers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(String address) {
        jdbc.sql("insert into subscriber (address) values (?) on conflict do nothing")
                .param(address)
                .update();
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from subscriber").query(Long.class).single();
    }
}
