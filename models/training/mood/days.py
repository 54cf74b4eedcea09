"""Draws the days of made-up people with a bipolar disorder: episodes with prodromes, nights, medication, crises.

Nobody's data is in here. Every day has latent strengths of depression and activation that move towards those of the
episode a person is in, or about to enter; what a check-in or a sleep record shows is drawn from them, with a person's
own habits and noise that lasts for days. Labels are events of later days, so none can leak into what is seen before.
"""

import numpy

EUTHYMIA, DEPRESSION, HYPOMANIA, MANIA, MIXED = range(5)
STATES = ["euthymia", "depression", "hypomania", "mania", "mixed"]
LENGTHS = {DEPRESSION: 24, HYPOMANIA: 8, MANIA: 14, MIXED: 11}
SHARES = [0.50, 0.24, 0.12, 0.14]


def drifting(random, people, days, keep=0.7):
    """Noise of variance one that keeps a share of itself from day to day."""
    noise = random.standard_normal((people, days))
    for day in range(1, days):
        noise[:, day] = keep * noise[:, day - 1] + (1 - keep**2) ** 0.5 * noise[:, day]
    return noise


def draw(seed, people, days):
    """A dictionary of arrays [people, days]; what a person keeps for life is the same on all days."""
    random = numpy.random.default_rng(seed)
    vulnerable = random.lognormal(0, 0.5, people)
    stress = random.random((people, days)) < random.beta(2, 10, people)[:, None]
    careful = random.normal(2.6, 1.1, people)
    adherence_noise = drifting(random, people, days, 0.85)
    state, left, coming, until = (numpy.zeros(people, int) for _ in range(4))
    missed = numpy.zeros(people)
    poles = numpy.zeros((people, 5))
    shown = {name: numpy.zeros((people, days)) for name in ["state", "depression", "activation", "mixed", "adhered"]}
    for day in range(days):
        depressed = poles[:, DEPRESSION] + 0.7 * poles[:, MIXED]
        activated = 0.55 * poles[:, HYPOMANIA] + poles[:, MANIA] + 0.8 * poles[:, MIXED]
        willing = careful - 1.3 * activated - 0.8 * depressed + 0.9 * adherence_noise[:, day]
        adhered = random.random(people) < 1 / (1 + numpy.exp(-willing))
        missed += 0.15 * (~adhered - missed)
        hazard = 0.010 * vulnerable * (1 + 3 * missed) * (1 + 0.8 * stress[:, day])
        begins = (state == EUTHYMIA) & (coming == EUTHYMIA) & (random.random(people) < hazard)
        coming[begins] = random.choice([DEPRESSION, HYPOMANIA, MANIA, MIXED], begins.sum(), p=SHARES)
        until[begins] = random.integers(3, 11, begins.sum())
        until = numpy.maximum(until - 1, 0)
        enters = (coming != EUTHYMIA) & (until == 0)
        left = numpy.maximum(left - 1, 0)
        leaves = (state != EUTHYMIA) & (left == 0)
        falls = leaves & numpy.isin(state, [HYPOMANIA, MANIA]) & (random.random(people) < 0.3)
        state[leaves], state[falls], state[enters] = EUTHYMIA, DEPRESSION, coming[enters]
        for kind in (EUTHYMIA, DEPRESSION, HYPOMANIA, MANIA, MIXED):
            new = (enters | falls) & (state == kind)
            if new.any():
                left[new] = 2 + random.gamma(3, LENGTHS[kind] / 3, new.sum()).astype(int)
        coming[enters] = EUTHYMIA
        target = numpy.eye(5)[state]
        target[numpy.arange(people), coming] += 0.6 * (coming != EUTHYMIA)
        target[:, EUTHYMIA] = 0
        poles += 0.28 * (target - poles)
        for name, value in [("state", state), ("depression", depressed), ("activation", activated)]:
            shown[name][:, day] = value
        shown["mixed"][:, day], shown["adhered"][:, day] = poles[:, MIXED], adhered
    return observed(random, people, days, shown | {"stress": stress})


def observed(random, people, days, drawn):
    """Adds the nights, moods and habits that a day shows."""
    dep, act = drawn["depression"], drawn["activation"]

    def habit(mean, spread):
        return random.normal(mean, spread, people)[:, None]

    sleeper = numpy.where(random.random(people) < 0.4, 1.6, -1.0)[:, None]
    anxious = habit(2.6, 1.0) + 2.6 * dep + 0.8 * act + 1.2 * drawn["stress"] + drifting(random, people, days)
    hours = habit(7.5, 0.5) + sleeper * dep - 2.6 * act - 0.15 * (anxious - 3) + 0.7 * drifting(random, people, days, 0.4)
    bed = habit(23.4, 0.7) + 0.8 * dep + 0.5 * act + 0.6 * drifting(random, people, days, 0.5)
    wakings = random.poisson(numpy.clip(1.0 + 1.2 * dep + 0.8 * act + 0.2 * anxious, 0.1, None))
    quality = habit(7.2, 0.7) - 2.2 * dep - 1.6 * act - 0.3 * wakings + 0.8 * drifting(random, people, days, 0.4)
    energy = habit(5.3, 0.6) - 2.6 * dep + 3.2 * act + 0.9 * drifting(random, people, days)
    low = habit(2.0, 0.7) + 4.6 * dep - 0.9 * act + drifting(random, people, days)
    compulsive = numpy.clip(habit(1.0, 0.6) + 0.25 * anxious + drifting(random, people, days), 0, 10)
    drinking = random.random((people, days)) < 1 / (1 + numpy.exp(2.2 - 1.2 * act - 0.5 * dep - habit(0, 0.7)))
    danger = -8.0 + 2.8 * dep + 1.6 * drawn["mixed"] + 0.35 * (anxious - 3) + 0.15 * compulsive + 0.6 * drinking
    crisis = random.random((people, days)) < 1 / (1 + numpy.exp(-danger - habit(0, 0.6)))
    seen = {"anxious": anxious, "hours": numpy.clip(hours, 0.5, 14), "bed": bed, "wakings": wakings, "quality": quality}
    seen |= {"energy": energy, "low": low, "compulsive": compulsive, "drinking": drinking, "crisis": crisis}
    return drawn | seen | {"random": random}
