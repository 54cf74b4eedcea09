"""Sleep records of the drawn nights, and the 36 features of Lim et al. (npj Digital Medicine 2024) of them.

`dev.baton.mood` computes the same features from the same records; a test holds the two to each other.
"""

import itertools
import math

import numpy

MINUTES = 1440
INDEXES = """ST_long ST_short WT_long WT_short LongSleepWindow_length LongSleepWindow_number ShortSleepWindow_length
ShortSleepWindow_number Sleep_percentage Sleep_amplitude Circadian_phase Circadian_amplitude""".split()
NAMES = [f"{index}_{kind}" for index in INDEXES for kind in ("MN", "SD", "Zscore")]
EPISODES = ["depression-episode", "hypomania-episode", "mania-episode"]
FLIP, MERGE, LONG = 10, 60, 225
LUX = 250


def sleep_records(drawn, person, first, last):
    """(begin, end) in minutes from the first day's midnight: one record between each two wakings, and naps."""
    random, found = drawn["random"], []
    for day in range(first, last):
        minutes = int(drawn["hours"][person, day] * 60)
        begin = int((day - first) * MINUTES + (drawn["bed"][person, day] - 24) * 60)
        cuts = numpy.sort(random.integers(0, max(1, minutes), drawn["wakings"][person, day]))
        for start, end in itertools.pairwise([0, *cuts, minutes]):
            if end - start > 2:
                found.append((max(0, begin + start), begin + end))
            begin += int(random.gamma(1.5, 9))
        if random.random() < 0.12 + 0.1 * max(0, drawn["depression"][person, day]):
            nap = (day - first) * MINUTES + int(random.normal(15, 1.2) * 60)
            found.append((nap, nap + int(random.gamma(4, 14))))
    return [(begin, end) for begin, end in found if end > begin]


def asleep(records, days):
    """A flag for each minute; overlapping records count once. Wakings, then sleeps of less than ten minutes are flipped."""
    flags = numpy.zeros(days * MINUTES, bool)
    for begin, end in records:
        flags[max(0, begin) : max(0, end)] = True
    for kind in (False, True):
        for begin, end, value in bouts(flags):
            if value == kind and end - begin < FLIP and begin > 0 and end < len(flags):
                flags[begin:end] = not kind
    return flags


def bouts(flags):
    edges = numpy.flatnonzero(numpy.diff(flags.astype(numpy.int8))) + 1
    bounds = [0, *edges.tolist(), len(flags)]
    return [(begin, end, bool(flags[begin])) for begin, end in itertools.pairwise(bounds)]


def windows(flags):
    """Sleep with gaps of less than an hour merged: (begin, end, minutes asleep, lengths of the gaps)."""
    found = []
    for begin, end, value in bouts(flags):
        if not value:
            continue
        if found and begin - found[-1][1] < MERGE:
            former, stop, slept, gaps = found[-1]
            found[-1] = (former, end, slept + end - begin, gaps + [begin - stop])
        else:
            found.append((begin, end, end - begin, []))
    return found


def daily_sleep(flags, days):
    """[days, 10]: the indexes of sleep in hours, each window at the midnight nearest to its middle."""
    table = numpy.zeros((days, 10))
    gaps = [[] for _ in range(days)]
    for begin, end, slept, between in windows(flags):
        day = min(days - 1, (begin + end + MINUTES) // (2 * MINUTES))
        long = end - begin >= LONG
        offset = 0 if long else 1
        table[day, offset] += slept / 60
        table[day, 2 + offset] += (end - begin - slept) / 60
        table[day, 4 if long else 6] += (end - begin) / 60
        table[day, 5 if long else 7] += 1
        table[day, 8] += slept / MINUTES
        gaps[day] += between
    for day, lengths in enumerate(gaps):
        if len(lengths) > 1:
            table[day, 9] = numpy.std(lengths) / numpy.mean(lengths)
    return table


def circadian(flags):
    """[days, 2]: dim-light melatonin onset in hours (9 to 33) and amplitude at the minimum of temperature, by the pacemaker
    of Forger et al. (1999), one Euler step a minute, light of 250 lux while awake. `flags` is [people, minutes]."""
    people, minutes = flags.shape
    x, xc, n = (numpy.full(people, value) for value in (-0.8, -0.6, 0.2))
    alphas = 0.05 * (numpy.where(flags, 0, LUX) / 9500) ** 0.5
    days = minutes // MINUTES
    phase, amplitude = numpy.full((people, days), numpy.nan), numpy.full((people, days), numpy.nan)
    lowest = math.radians(-170.7)
    settle = [alphas[:, :MINUTES]] * 14
    for day, light in enumerate([*settle, *(alphas[:, at * MINUTES : (at + 1) * MINUTES] for at in range(days))], -14):
        for minute in range(MINUTES):
            before = (numpy.arctan2(xc, x) - lowest) % (2 * math.pi)
            alpha = light[:, minute]
            drive = 33.75 * (1 - n) * alpha * (1 - 0.4 * x) * (1 - 0.4 * xc)
            pull = (24 / (0.99669 * 24.2)) ** 2 + 0.55 * drive
            n = n + alpha * (1 - n) - 0.0075 * n
            x, xc = (
                x + math.pi / 12 * (xc + drive) / 60,
                xc + math.pi / 12 * (0.23 * (xc - 4 / 3 * xc**3) - x * pull) / 60,
            )
            after = (numpy.arctan2(xc, x) - lowest) % (2 * math.pi)
            passed = (before < 1) & (after > 5)
            if day >= 0 and passed.any():
                phase[passed, day] = (minute / 60 - 7 - 9) % 24 + 9
                amplitude[passed, day] = numpy.hypot(x, xc)[passed]
    return carried(phase), carried(amplitude)


def carried(values):
    """A day without a minimum, which there may be as the rhythm is longer than a day, has the values of the day before."""
    for day in range(1, values.shape[1]):
        values[:, day] = numpy.where(numpy.isnan(values[:, day]), values[:, day - 1], values[:, day])
    return values


def daily(records_of_people, days):
    """[people, days, 12]: all indexes."""
    flags = numpy.stack([asleep(records, days) for records in records_of_people])
    sleep = numpy.stack([daily_sleep(each, days) for each in flags])
    phase, amplitude = circadian(flags)
    return numpy.concatenate([sleep, phase[..., None], amplitude[..., None]], axis=2)


def features(days):
    """The 36 features of [days, 12]: mean, population deviation and the last day's z-score, 0 where nothing varies."""
    mean, spread = numpy.nanmean(days, axis=0), numpy.nanstd(days, axis=0)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        score = numpy.where(spread > 1e-9, (days[-1] - mean) / spread, 0)
    return numpy.stack([mean, spread, score], axis=1).ravel()
