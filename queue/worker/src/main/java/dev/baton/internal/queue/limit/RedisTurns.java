package dev.baton.internal.queue.limit;

import dev.baton.internal.result.RedisGuard;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns by the clock of Redis: the generic cell rate algorithm (ITU-T I.371), with turns that lie ahead reserved instead of refused. While
 * Redis is away each worker spaces its own, as Celery's workers always do.
 */
final class RedisTurns implements Turns {
    private static final Logger log = LoggerFactory.getLogger(RedisTurns.class);

    /** How early a turn may be taken: at a fast rate nearly every task would take the way through the schedule otherwise. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    private static final long UNKNOWN = -1;
    private static final int MICROS = 1_000_000;

    // Times are microseconds of Redis' own clock. The key holds when the next turn is.
    private static final String RESERVE = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local next = redis.call('GET', KEYS[1]) or ARGV[3]
            if next == '' then return -1 end
            local turn = math.max(tonumber(next), now)
            local following = turn + tonumber(ARGV[1])
            redis.call('SET', KEYS[1], string.format('%.0f', following), 'PX', math.ceil((following - now) / 1000))
            local begins = turn - tonumber(ARGV[2])
            return begins > now and begins or 0
            """;

    private final RedissonClient redis;
    private final RedisGuard guard;
    private final String prefix;
    private final Clock clock;
    private final Map<String, Instant> own = new ConcurrentHashMap<>();

    RedisTurns(RedissonClient redis, ResultSettings settings, Clock clock, RedisGuard guard) {
        this.redis = redis;
        this.guard = guard;
        this.prefix = settings.keyPrefix() + "baton-turn-";
        this.clock = clock;
    }

    @Override
    public Optional<Instant> reserve(String sequence, Duration interval, Supplier<Optional<Instant>> reserved) {
        try {
            long turn = ask(sequence, interval, "");
            if (turn == UNKNOWN) {
                Instant next = reserved.get().map(last -> last.plus(interval)).orElse(Instant.EPOCH);
                turn = ask(sequence, interval, Long.toString(micros(next)));
            }
            return turn == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(turn, ChronoUnit.MICROS));
        } catch (ResultStoreUnavailableException e) {
            log.debug("Rates are limited by each worker for itself while Redis is away", e);
            return reserveOwn(sequence, interval);
        }
    }

    private long ask(String sequence, Duration interval, String whenUnknown) {
        Long turn = guard.ask(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        RESERVE,
                        RScript.ReturnType.LONG,
                        List.of(prefix + sequence),
                        Long.toString(interval.toNanos() / 1000),
                        Long.toString(TOLERANCE.toNanos() / 1000),
                        whenUnknown));
        return turn;
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * MICROS + moment.getNano() / 1000;
    }

    private Optional<Instant> reserveOwn(String sequence, Duration interval) {
        Instant now = clock.instant();
        Instant following = own.merge(
                sequence, now.plus(interval), (next, first) -> (next.isAfter(now) ? next : now).plus(interval));
        return Optional.of(following.minus(interval).minus(TOLERANCE)).filter(now::isBefore);
    }
}
