package dev.baton.mood.sleep;

/**
 * The circadian pacemaker of Forger, Jewett and Kronauer (1999), driven by light of 250 lux while awake and none while asleep, in Euler
 * steps of a minute, after 14 days like the first one.
 */
final class Pacemaker {
    private static final double TAU = 24.2;
    private static final double G = 33.75;
    private static final double K = 0.55;
    private static final double MU = 0.23;
    private static final double BETA = 0.0075;
    private static final double AWAKE = 0.05 * Math.sqrt(250 / 9500.0);
    private static final double HOUR = Math.PI / 12;
    private static final double MINUTES = 60;
    private static final double PERIOD = Math.pow(24 / (0.99669 * TAU), 2);
    /** Core body temperature is lowest at this angle; melatonin begins seven hours before. */
    private static final double LOWEST = Math.toRadians(-170.7);

    private static final double ONSET_BEFORE = 7;
    private static final double EARLIEST_ONSET = 9;
    private static final double FULL_TURN = 2 * Math.PI;
    private static final int SETTLING_DAYS = 14;

    private double x = -0.8;
    private double xc = -0.6;
    private double n = 0.2;

    private Pacemaker() {}

    /** Returns for each day the hour of melatonin onset, 9 to 33, and the amplitude at the lowest temperature. */
    static double[][] run(SleepMinutes sleep) {
        Pacemaker pacemaker = new Pacemaker();
        for (int day = 0; day < SETTLING_DAYS; day++) {
            pacemaker.live(sleep, 0, SleepMinutes.OF_A_DAY, new double[2]);
        }
        double[][] days = new double[sleep.days()][];
        // The rhythm is longer than a day, so a day may have no minimum: then it has the values of the day before.
        double[] found = {Double.NaN, Double.NaN};
        for (int day = 0; day < days.length; day++) {
            pacemaker.live(sleep, day, sleep.of(day), found);
            days[day] = found.clone();
        }
        return days;
    }

    private void live(SleepMinutes sleep, int day, int minutes, double[] found) {
        for (int minute = 0; minute < minutes; minute++) {
            double before = angle();
            step(sleep.asleepAt(day, minute) ? 0 : AWAKE);
            // The angle falls; where it passes the lowest point it begins anew from a full turn.
            if (before < 1 && angle() > FULL_TURN - 1.2) {
                int onset = sleep.shownAt(day, minute) - (int) ((ONSET_BEFORE + EARLIEST_ONSET) * MINUTES);
                found[0] = Math.floorMod(onset, SleepMinutes.OF_A_DAY) / MINUTES + EARLIEST_ONSET;
                found[1] = Math.hypot(x, xc);
            }
        }
    }

    private double angle() {
        double angle = (Math.atan2(xc, x) - LOWEST) % FULL_TURN;
        return angle < 0 ? angle + FULL_TURN : angle;
    }

    private void step(double alpha) {
        double drive = G * (1 - n) * alpha * (1 - 0.4 * x) * (1 - 0.4 * xc);
        n += alpha * (1 - n) - BETA * n;
        double nextX = x + HOUR * (xc + drive) / MINUTES;
        xc += HOUR * (MU * (xc - 4 / 3.0 * xc * xc * xc) - x * (PERIOD + K * drive)) / MINUTES;
        x = nextX;
    }
}
