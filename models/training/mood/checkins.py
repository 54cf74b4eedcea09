"""Check-ins as the drawn days would be reported, and the features of the five predictions.

A feature is what was reported last of a field in the window (`energyLevel`), its mean over the check-ins of the window
(`energyLevel_mean`) or its population standard deviation there (`energyLevel_sd`); NaN where nothing was reported.
`dev.baton.mood.MoodFeatures` computes the same.
"""

import numpy

from mood.days import DEPRESSION, EUTHYMIA, HYPOMANIA, MANIA, drifting

FIELDS = """hoursSlept sleepQuality perceivedSleepNeed sleepHygiene hasNapped nappingDurationMin
energyLevel depressedMood anxietyStress elevation activation motivationToStart
thoughtSpeed distractibility memoryConcentration ruminationAxis
socialConnection socialRhythmEvent exerciseDurationMin exerciseFeeling sexualRiskBehavior tasksPlanned tasksCompleted
generalAppetite dietTracking skipMeals compulsionEpisode compulsionIntensity substanceUsage substanceUnits caffeineDoses
libido medicationAdherence medicationTiming medicationChangeRecent contextualStressors""".split()
GROUPS = [slice(0, 6), slice(6, 12), slice(12, 16), slice(16, 23), slice(23, 32), slice(32, 36)]
"""The fields of each group of a check-in."""
NAMES = [name for field in FIELDS for name in (field, f"{field}_mean", f"{field}_sd")] + ["check_ins", "window_days"]
TARGETS = ["mood-state", "relapse-risk", "suicidality-risk", "medication-adherence-risk", "sleep-disturbance-risk"]
CLASSES = ["euthymia", "depression", "mania", "mixed"]


def reported(drawn):
    """[people, days, fields]: what would be told each day; NaN is a field left out, or a whole day."""
    random, people, days = drawn["random"], *drawn["low"].shape
    dep, act = drawn["depression"], drawn["activation"]

    def habit(mean, spread):
        return random.normal(mean, spread, people)[:, None]

    def noise(size=0.8):
        return size * drifting(random, people, days, 0.5)

    def scale(value):
        return numpy.clip(numpy.round(value), 0, 10)

    def yes(odds):
        return (random.random((people, days)) < 1 / (1 + numpy.exp(-odds))).astype(float)

    napped = yes(-1.6 + 1.2 * dep - 0.8 * act + habit(0, 0.6))
    compulsion = yes(-2.5 + 0.5 * drawn["compulsive"])
    exercised = yes(-0.4 - 1.4 * dep + 0.4 * act + habit(0, 0.6))
    planned = numpy.clip(numpy.round(habit(4, 1) - 1.5 * dep + 3 * act + noise(1)), 0, 20)
    drank = drawn["drinking"].astype(float)
    values = {
        "hoursSlept": numpy.clip(numpy.round(2 * (drawn["hours"] + noise(0.3))) / 2, 0, 24),
        "sleepQuality": scale(drawn["quality"] + noise(0.5)),
        "perceivedSleepNeed": numpy.clip(numpy.round(2 * (habit(7.8, 0.5) + 0.9 * dep - 2.2 * act + noise(0.4))) / 2, 0, 24),
        "sleepHygiene": scale(habit(6, 1.2) - 1.2 * dep - 1.4 * act + noise()),
        "hasNapped": napped,
        "nappingDurationMin": napped * numpy.round(random.gamma(4, 12, (people, days))),
        "energyLevel": scale(drawn["energy"]),
        "depressedMood": scale(drawn["low"]),
        "anxietyStress": scale(drawn["anxious"]),
        "elevation": scale(habit(2, 0.7) + 5 * act - 1.2 * dep + noise()),
        "activation": scale(habit(3, 0.7) + 4.2 * act - 1.2 * dep + noise()),
        "motivationToStart": scale(habit(6, 0.8) - 3.4 * dep + 1.8 * act + noise()),
        "thoughtSpeed": scale(habit(4, 0.7) - 1.2 * dep + 4 * act + noise()),
        "distractibility": scale(habit(3, 0.8) + 1.4 * dep + 3.2 * act + noise()),
        "memoryConcentration": scale(habit(6.6, 0.8) - 2.4 * dep - 1.4 * act + noise()),
        "ruminationAxis": scale(habit(2.6, 0.9) + 3.4 * dep + 0.3 * (drawn["anxious"] - 3) + noise()),
        "socialConnection": scale(habit(6, 0.9) - 2.8 * dep + 1.4 * act + noise()),
        "socialRhythmEvent": yes(1.2 - 1.2 * dep - 1.0 * act),
        "exerciseDurationMin": exercised * numpy.round(random.gamma(4, 9, (people, days))),
        "exerciseFeeling": scale(6 - 2 * dep + 1.5 * act + noise(1.2)),
        "sexualRiskBehavior": yes(-4.4 + 2.8 * act),
        "tasksPlanned": planned,
        "tasksCompleted": numpy.floor(planned * numpy.clip(0.75 - 0.3 * dep - 0.25 * act + noise(0.1), 0, 1)),
        "generalAppetite": scale(habit(5.4, 0.7) - 1.4 * dep - 0.6 * act + noise()),
        "dietTracking": yes(habit(-0.6, 1.2)),
        "skipMeals": yes(-1.6 + 1.2 * dep + 1.0 * act),
        "compulsionEpisode": compulsion,
        "compulsionIntensity": compulsion * scale(drawn["compulsive"] + 1),
        "substanceUsage": drank,
        "substanceUnits": drank * (1 + random.poisson(1.5 + 1.5 * numpy.clip(act, 0, None))),
        "caffeineDoses": random.poisson(numpy.clip(habit(2, 0.7) + 0.6 * act, 0.1, None)),
        "libido": scale(habit(4.8, 0.9) - 2.2 * dep + 2.6 * act + noise()),
        "medicationAdherence": drawn["adhered"],
        "medicationTiming": drawn["adhered"] * yes(1.6 - 1.0 * act - 0.4 * dep),
        "medicationChangeRecent": yes(-3.4 + 0.8 * dep + 0.8 * act),
        "contextualStressors": drawn["stress"].astype(float),
    }
    table = numpy.stack([values[field] for field in FIELDS], axis=-1).astype(float)
    table[random.random(table.shape) < 0.06] = numpy.nan
    leave_groups_out(random, table)
    table[random.random((people, days)) > 0.88 - 0.25 * numpy.clip(dep, 0, 1) - 0.1 * numpy.clip(act, 0, 1)] = numpy.nan
    return table


def leave_groups_out(random, table):
    """Some never tell a group, and many a check-in tells of a few things only."""
    people, days = table.shape[:2]
    brief = random.random((people, days)) < 0.35
    for group in GROUPS:
        never = (random.random(people) < 0.12)[:, None]
        table[..., group][never | (brief & (random.random((people, days)) < 0.5))] = numpy.nan


def outcomes(drawn):
    """[people, days] for each target: what happens after the day, known only where the horizon has passed."""
    state, sleepless = drawn["state"], (drawn["hours"] < 6) | (drawn["hours"] > 10) | (drawn["quality"] < 4)
    known = {
        "mood-state": later(numpy.select([state == EUTHYMIA, state == DEPRESSION, numpy.isin(state, [HYPOMANIA, MANIA])],
                                         [0, 1, 2], 3), 1, lambda days: days[0]),
        "relapse-risk": later(state != EUTHYMIA, 7, lambda days: numpy.maximum.reduce(days)),
        "suicidality-risk": later(drawn["crisis"], 7, lambda days: numpy.maximum.reduce(days)),
        "medication-adherence-risk": later(drawn["adhered"] == 0, 3, lambda days: sum(days) >= 2),
        "sleep-disturbance-risk": later(sleepless, 3, lambda days: sum(days) >= 2),
    }
    return known


def later(events, horizon, of):
    value = numpy.full(events.shape, numpy.nan)
    last = events.shape[1] - horizon
    value[:, :last] = of([events[:, 1 + ahead : 1 + ahead + last].astype(int) for ahead in range(horizon)])
    return value


def rows(table, picks):
    """Features of check-ins at (person, day, window in days): [rows, names]."""
    made = numpy.full((len(picks), len(NAMES)), numpy.nan)
    for row, (person, day, window) in enumerate(picks):
        made[row] = features(table[person, max(0, day - window + 1) : day + 1], window)
    return made


def features(days, window):
    """The features of one window; its last day is that of the newest check-in, days without one are all NaN."""
    told = days[~numpy.isnan(days).all(axis=1)]
    known = ~numpy.isnan(told)
    count = known.sum(axis=0)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        mean = numpy.where(count > 0, numpy.where(known, told, 0).sum(axis=0) / count, numpy.nan)
        spread = numpy.sqrt(numpy.where(known, (told - mean) ** 2, 0).sum(axis=0) / count)
    spread = numpy.where(count > 1, spread, numpy.nan)
    return numpy.concatenate([numpy.stack([last(told, known), mean, spread], axis=1).ravel(), [len(told), window]])


def last(told, known):
    """What was told last of each field."""
    if not len(told):
        return numpy.full(told.shape[1], numpy.nan)
    newest = len(told) - 1 - known[::-1].argmax(axis=0)
    return told[newest, numpy.arange(told.shape[1])]
