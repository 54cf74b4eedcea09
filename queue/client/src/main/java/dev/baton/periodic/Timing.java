package dev.baton.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** The moments at which a periodic task is due: its ticks. Every node gives the same ones. */
public sealed interface Timing {
    /** Returns the first tick after {@code moment}. */
    Instant after(Instant moment);

    /** Returns the last tick that is not before {@code from} and not after {@code to}, if there is one. */
    Optional<Instant> last(Instant from, Instant to);

    /** Returns this timing as text, by which two are compared and which operators read. */
    String text();

    /**
     * Returns the ticks of a cron expression: five fields as on Unix, or six beginning with seconds, or a macro such as
     * {@code @daily}; in the syntax of Spring's {@link CronExpression}.
     */
    static Timing cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /** Returns ticks at all multiples of {@code interval} since 1970 in UTC: with 5 minutes at 12:00, 12:05 and so on. */
    static Timing every(Duration interval) {
        return new Every(interval);
    }

    /** Ticks by the calendar of a time zone. */
    record Cron(String expression, ZoneId zone) implements Timing {
        private static final int FIELDS_WITHOUT_SECONDS = 5;
        private static final int HOURS = 2;
        private static final Duration SHORTEST_LOOK = Duration.ofMinutes(1);

        public Cron {
            expression = expression.strip();
            if (expression.split("\\s+").length == FIELDS_WITHOUT_SECONDS) {
                expression = "0 " + expression;
            }
            ZonedDateTime now = ZonedDateTime.now(zone);
            if (CronExpression.parse(expression).next(now) == null) {
                throw new IllegalArgumentException("the cron expression '" + expression + "' is never due");
            }
        }

        @Override
        public Instant after(Instant moment) {
            CronExpression cron = CronExpression.parse(expression);
            if (isOfEveryHour()) {
                ZonedDateTime next = cron.next(moment.atZone(zone));
                return next == null ? Instant.MAX : next.toInstant();
            }
            LocalDateTime next = cron.next(LocalDateTime.ofInstant(moment, zone));
            // What the clock shows twice counts the first time only; what it leaves out comes as much later.
            while (next != null && !ZonedDateTime.of(next, zone).toInstant().isAfter(moment)) {
                next = cron.next(next);
            }
            return next == null ? Instant.MAX : ZonedDateTime.of(next, zone).toInstant();
        }

        /** As cron has it: what comes at certain hours follows the clock, and what comes in all or each second follows time. */
        private boolean isOfEveryHour() {
            String hours = expression.startsWith("@") ? expression : expression.split("\\s+", HOURS + 2)[HOURS];
            return hours.equals("@hourly") || hours.startsWith("*");
        }

        @Override
        public Optional<Instant> last(Instant from, Instant to) {
            // Expressions cannot be read backwards: look forwards, from ever earlier.
            for (Duration look = SHORTEST_LOOK; ; look = look.multipliedBy(4)) {
                boolean isEverything = !to.minus(look).isAfter(from);
                Instant tick = after((isEverything ? from : to.minus(look)).minusNanos(1));
                if (!tick.isAfter(to)) {
                    return Optional.of(lastFrom(tick, to));
                }
                if (isEverything) {
                    return Optional.empty();
                }
            }
        }

        private Instant lastFrom(Instant first, Instant to) {
            Instant last = first;
            for (Instant tick = first; !tick.isAfter(to); tick = after(tick)) {
                last = tick;
            }
            return last;
        }

        @Override
        public String text() {
            return "cron " + expression + " " + zone;
        }
    }

    /** Ticks at equal distances. */
    record Every(Duration interval) implements Timing {
        public Every {
            if (interval.toMillis() < 1000 || interval.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException("an interval is 1 s or more, in whole milliseconds: " + interval);
            }
        }

        @Override
        public Instant after(Instant moment) {
            long millis = interval.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(moment.toEpochMilli(), millis) + 1) * millis);
        }

        @Override
        public Optional<Instant> last(Instant from, Instant to) {
            Instant last = after(to).minus(interval);
            return last.isBefore(from) ? Optional.empty() : Optional.of(last);
        }

        @Override
        public String text() {
            return "every " + interval;
        }
    }
}
