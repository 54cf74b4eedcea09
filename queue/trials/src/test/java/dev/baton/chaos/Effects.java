package dev.baton.chaos;

import dev.baton.task.TaskId;
import dev.baton.testing.FreshServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** What tasks have changed, as the database tells it when it is there. */
final class Effects {
    private final String url;

    Effects(FreshServices services) {
        this.url = services.properties().get("spring.datasource.url");
    }

    /** Has no key: what happens twice is seen twice. */
    void create() {
        try (Connection connection = DriverManager.getConnection(url, "baton", "baton");
                Statement statement = connection.createStatement()) {
            statement.execute("create table effect (task_id text not null)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of {@code ids} have had their effect. */
    long had(Collection<TaskId> ids) {
        return count("select count(distinct task_id) from effect where task_id = any (?)", ids);
    }

    /** How many of {@code ids} have failed. */
    long failed(Collection<TaskId> ids) {
        return count("select count(*) from finished_task where state = 'FAILURE' and task_id = any (?)", ids);
    }

    /** How many tasks of all have had it more than once. */
    long doubled() {
        return count("select count(*) from (select from effect group by task_id having count(*) > 1) twice");
    }

    /** What the database knows of how {@code ids} ended, to be read. */
    String ends(Collection<TaskId> ids) {
        return ask(
                "select json_agg(json_build_object('id', task_id, 'state', state, 'unannounced', unannounced, "
                        + "'finished', finished_at)) from finished_task where task_id = any (?)",
                rows -> rows.getString(1),
                ids);
    }

    @SafeVarargs
    private long count(String query, Collection<TaskId>... ids) {
        return ask(query, rows -> rows.getLong(1), ids);
    }

    @SafeVarargs
    private <T> T ask(String query, Answer<T> answer, Collection<TaskId>... ids) {
        try (Connection connection = DriverManager.getConnection(url, "baton", "baton");
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < ids.length; i++) {
                Object[] texts = ids[i].stream().map(TaskId::value).toArray();
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return answer.of(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private interface Answer<T> {
        T of(ResultSet row) throws SQLException;
    }
}
