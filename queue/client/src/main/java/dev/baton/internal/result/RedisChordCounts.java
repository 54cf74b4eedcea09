package dev.baton.internal.result;

import dev.baton.internal.celery.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Celery's keys of a chord: {@code .j} holds what has ended, {@code .s} how many must, {@code .t} how many were added since. */
final class RedisChordCounts implements ChordCounts {
    private static final String COUNT = """
            local isNew = redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[3]) end
            return { tostring(isNew), tostring(redis.call('ZCARD', KEYS[1])),
                redis.call('GET', KEYS[2]) or '', redis.call('GET', KEYS[3]) or '' }
            """;
    // What it was announced with stands: tasks may have been added since.
    private static final String ANNOUNCE = """
            if redis.call('EXISTS', KEYS[1]) == 0 then
                redis.call('SETEX', KEYS[1], ARGV[2], ARGV[1])
                redis.call('PUBLISH', KEYS[1], ARGV[1])
            end
            if ARGV[3] ~= '' then
                redis.call('SETEX', KEYS[2], ARGV[2], ARGV[3])
                redis.call('PUBLISH', KEYS[2], ARGV[3])
            end
            return {}
            """;
    private static final String EXPECTED =
            "return { redis.call('GET', KEYS[1]) or '', redis.call('GET', KEYS[2]) or '' }";
    private static final String LOOK = """
            local known = { redis.call('GET', KEYS[2]) or '', redis.call('GET', KEYS[3]) or '', redis.call('GET', KEYS[4]) or '' }
            for _, value in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')) do known[#known + 1] = value end
            return known
            """;

    private final RedissonClient redis;
    private final ResultKeys keys;
    private final Duration ttl;
    private final RedisGuard guard;

    RedisChordCounts(RedissonClient redis, ResultKeys keys, Duration ttl, RedisGuard guard) {
        this.guard = guard;
        this.redis = redis;
        this.keys = keys;
        this.ttl = ttl;
    }

    @Override
    public void announce(String group, int expected, Optional<ResultTree> nested) {
        String tree = nested.map(header -> Json.write(Map.of("result", header.toWire())))
                .orElse("");
        List<String> nothing = run(
                ANNOUNCE,
                List.of(size(group), keys.ofGroup(group)),
                Integer.toString(expected),
                Long.toString(ttl.toSeconds()),
                tree);
        assert nothing.isEmpty();
    }

    @Override
    public Counted count(String group, String member, @Nullable Integer place) {
        List<String> said = run(
                COUNT,
                List.of(joined(group), size(group), added(group)),
                member,
                place == null ? "+inf" : place.toString(),
                Long.toString(ttl.toSeconds()));
        return new Counted(said.get(0).equals("1"), Integer.parseInt(said.get(1)), expected(said.get(2), said.get(3)));
    }

    @Override
    public Optional<Integer> expected(String group) {
        List<String> said = run(EXPECTED, List.of(size(group), added(group)));
        return expected(said.get(0), said.get(1));
    }

    @Override
    public Known look(String group) {
        List<String> said = run(LOOK, List.of(joined(group), size(group), added(group), keys.ofGroup(group)));
        List<Member> members = new ArrayList<>();
        for (int index = 3; index + 1 < said.size(); index += 2) {
            String place = said.get(index + 1);
            members.add(new Member(
                    said.get(index), place.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(place)));
        }
        String nested = said.get(2);
        return new Known(
                members,
                expected(said.get(0), said.get(1)),
                nested.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ResultTree.parse(Json.readObject(nested).get("result"))));
    }

    private static Optional<Integer> expected(String size, String added) {
        return size.isEmpty()
                ? Optional.empty()
                : Optional.of(Integer.parseInt(size) + (added.isEmpty() ? 0 : Integer.parseInt(added)));
    }

    @Override
    public void forget(String group) {
        guard.ask(() -> redis.getKeys().delete(joined(group), size(group), added(group)));
    }

    private List<String> run(String script, List<Object> keysOf, Object... arguments) {
        return guard.ask(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, script, RScript.ReturnType.LIST, keysOf, arguments));
    }

    private String joined(String group) {
        return keys.ofGroup(group) + ".j";
    }

    private String size(String group) {
        return keys.ofGroup(group) + ".s";
    }

    private String added(String group) {
        return keys.ofGroup(group) + ".t";
    }
}
