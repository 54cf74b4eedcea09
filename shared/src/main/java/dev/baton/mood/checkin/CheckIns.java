package dev.baton.mood.checkin;

import dev.baton.internal.celery.Json;
import dev.baton.mood.checkin.CheckInField.Group;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored check-ins. Every query names a tenant and a user. Safe for use by many threads and processes. */
public final class CheckIns {
    private static final Logger log = LoggerFactory.getLogger(CheckIns.class);
    private static final String NEWEST = """
            select id, checkin_date, groups from check_in where tenant_id = ? and user_id = ?
            order by checkin_date desc, created_at desc, id""";

    private final JdbcClient jdbc;

    CheckIns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores {@code checkIn} under a new id, and returns it as stored. */
    public CheckIn add(UUID tenant, UUID user, CheckIn checkIn) {
        CheckIn stored = checkIn.withId(UUID.randomUUID());
        Map<String, Object> groups = new LinkedHashMap<>();
        stored.groups().forEach((group, values) -> groups.put(group.wireName(), values));
        jdbc.sql("insert into check_in (id, tenant_id, user_id, checkin_date, groups) values (?, ?, ?, ?, ?::jsonb)")
                .param(stored.id())
                .param(tenant)
                .param(user)
                .param(stored.checkinDate())
                .param(Json.write(groups))
                .update();
        return stored;
    }

    /** Returns check-ins of {@code user}, the newest first. */
    public List<CheckIn> list(UUID tenant, UUID user, int limit, int offset) {
        return jdbc.sql(NEWEST + " limit ? offset ?")
                .param(tenant)
                .param(user)
                .param(limit)
                .param(offset)
                .query(CheckIns::read)
                .list();
    }

    /** Returns all check-ins of {@code user}, the newest first. */
    public List<CheckIn> all(UUID tenant, UUID user) {
        return jdbc.sql(NEWEST).param(tenant).param(user).query(CheckIns::read).list();
    }

    /** Returns all that is needed to predict from the newest {@code singly + 1} check-ins with windows of {@code days}. */
    public List<CheckIn> newest(UUID tenant, UUID user, int days, int singly) {
        return jdbc.sql("""
                        with newest as (select checkin_date from check_in where tenant_id = ? and user_id = ?
                            order by checkin_date desc, created_at desc limit ?)
                        select id, checkin_date, groups from check_in where tenant_id = ? and user_id = ?
                            and checkin_date > (select min(checkin_date) from newest) - ?
                        order by checkin_date desc, created_at desc, id limit 200""")
                .param(tenant)
                .param(user)
                .param(Math.max(1, singly))
                .param(tenant)
                .param(user)
                .param(days)
                .query(CheckIns::read)
                .list();
    }

    public long count(UUID tenant, UUID user) {
        return jdbc.sql("select count(*) from check_in where tenant_id = ? and user_id = ?")
                .param(tenant)
                .param(user)
                .query(Long.class)
                .single();
    }

    public Optional<CheckIn> find(UUID tenant, UUID id) {
        return jdbc.sql("select id, checkin_date, groups from check_in where tenant_id = ? and id = ?")
                .param(tenant)
                .param(id)
                .query(CheckIns::read)
                .optional();
    }

    /** Deletes one check-in, and returns whether there was one. */
    public boolean delete(UUID tenant, UUID id) {
        return jdbc.sql("delete from check_in where tenant_id = ? and id = ?")
                        .param(tenant)
                        .param(id)
                        .update()
                > 0;
    }

    /** Deletes all that is kept of {@code user}, and returns how many check-ins there were. */
    public int erase(UUID tenant, UUID user) {
        return jdbc.sql("""
                        with asked as (delete from prediction_task where tenant_id = ? and user_id = ?)
                        delete from check_in where tenant_id = ? and user_id = ?""").param(tenant).param(user).param(tenant).param(user).update();
    }

    // What a field may be has changed before, and others write to the database: one bad value must hide nothing else.
    private static CheckIn read(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        Map<String, Object> stored = Json.readObject(row.getString("groups"));
        Map<Group, Map<String, Double>> groups = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            if (stored.get(group.wireName()) instanceof Map<?, ?> fields) {
                groups.put(group, legible(id, group, fields));
            }
        }
        return new CheckIn(
                UUID.fromString(id),
                row.getObject("checkin_date", LocalDate.class),
                groups.get(Group.SLEEP),
                groups.get(Group.MOOD),
                groups.get(Group.SYMPTOMS),
                groups.get(Group.RISK_ROUTINE),
                groups.get(Group.APPETITE_IMPULSE),
                groups.get(Group.MEDS_CONTEXT));
    }

    private static Map<String, Double> legible(String id, Group group, Map<?, ?> fields) {
        Map<String, Double> legible = new LinkedHashMap<>();
        fields.forEach((label, value) -> {
            Optional<CheckInField> field = CheckInField.named(group, String.valueOf(label));
            if (value instanceof Number told
                    && field.filter(one -> one.fault(told.doubleValue()).isEmpty())
                            .isPresent()) {
                legible.put(String.valueOf(label), told.doubleValue());
            } else {
                // Not the value, which is about somebody's health.
                log.warn("Check-in {} has a {}.{} that is not valid, and is read without", id, group.wireName(), label);
            }
        });
        return legible;
    }
}
