package dev.baton.internal.result;

import dev.baton.task.TaskId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a workflow will be, as Celery's {@code AsyncResult} and {@code GroupResult} hold it.
 *
 * @param id of a task, or of a group
 * @param parent what went before it, if it is known
 * @param members of a group; null for a task
 */
public record ResultTree(
        String id, @Nullable ResultTree parent, @Nullable List<ResultTree> members) {

    public static ResultTree task(String id, @Nullable ResultTree parent) {
        return new ResultTree(id, parent, null);
    }

    public static ResultTree group(String id, @Nullable ResultTree parent, List<ResultTree> members) {
        return new ResultTree(id, parent, List.copyOf(members));
    }

    public boolean isGroup() {
        return members != null;
    }

    /** Returns the tasks whose results make up this one: itself, or those of the group in their order. */
    public List<TaskId> tasks() {
        return leaves().map(leaf -> new TaskId(leaf.id)).toList();
    }

    private Stream<ResultTree> leaves() {
        return members == null ? Stream.of(this) : members.stream().flatMap(ResultTree::leaves);
    }

    /** Whether a member is itself a group, so that the list of results is nested. */
    public boolean isNested() {
        return members != null && members.stream().anyMatch(ResultTree::isGroup);
    }

    /** Returns this as Celery writes it: {@code [[id, parent], members]}. */
    public List<@Nullable Object> toWire() {
        return Collections.unmodifiableList(Arrays.asList(
                Arrays.asList(id, parent == null ? null : parent.toWire()),
                members == null
                        ? null
                        : members.stream().map(ResultTree::toWire).toList()));
    }

    /**
     * Returns the tree in {@code wire}, without what went before it.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ResultTree parse(@Nullable Object wire) {
        if (wire instanceof List<?> pair
                && pair.size() == 2
                && pair.get(0) instanceof List<?> self
                && !self.isEmpty()) {
            List<?> members = pair.get(1) instanceof List<?> all ? all : null;
            return new ResultTree(
                    String.valueOf(self.get(0)),
                    null,
                    members == null
                            ? null
                            : members.stream().map(ResultTree::parse).toList());
        }
        throw new IllegalArgumentException("not a result as Celery writes it");
    }
}
