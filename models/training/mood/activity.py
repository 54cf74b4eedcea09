"""Minutes of activity of the drawn days, as an actigraph on the wrist would count them, and the days themselves.

A minute is asleep where a record of `mood_sleep` says so: next to nothing is counted then. Awake, a person moves or sits;
how often and how much hangs on the time of day, the person, the day's energy, depression (less, late, broken off) and
activation (more, longer, into the night), and on noise that lasts for days: illness and late nights look alike and are
none. Then come devices: scales, gaps in which none is worn, glitches.
Whether one is worn does not depend on the state, and no state is ever counted: labels cannot leak in.
"""

import argparse
import pathlib

import numpy

from mood import days as mood_days
from mood import sleep

MINUTES, WEEK = 1440, 7
HOURS = numpy.arange(MINUTES, dtype=numpy.float32)[:, None] / 60
SCALES = [1.0, 0.25, 6.0]
MOST = 65535
KEPT = ["state", "depression", "activation", "mixed"]


class People:
    """What people and their devices keep for life, and how restless they are from one minute to the next."""

    def __init__(self, random, people):
        self.random, self.count = random, people
        self.level = random.normal(0, 0.35, people)
        self.peak = random.normal(14.8, 1.2, people)
        self.seated = random.normal(0, 0.35, people)
        self.restless = random.lognormal(0, 0.4, people)
        self.sporty = random.beta(1, 4, people)
        self.weekend = random.normal(-0.1, 0.25, people)
        self.first_day = random.integers(0, 7, people)
        self.bare_nights = random.random(people) < 0.08
        self.careless = random.lognormal(0, 0.5, people)
        self.scale = random.choice(SCALES, people) * random.lognormal(0, 0.25, people)
        self.slow, self.moving = random.standard_normal(people), numpy.zeros(people, bool)

    def noise(self):
        return self.random.standard_normal((MINUTES, self.count), dtype=numpy.float32)

    def chance(self):
        return self.random.random((MINUTES, self.count), dtype=numpy.float32)


def asleep(drawn, days):
    """[people, minutes]: flags of the sleep records as they are."""
    flags = numpy.zeros((len(drawn["state"]), days * MINUTES), bool)
    for person, row in enumerate(flags):
        for begin, end in sleep.sleep_records(drawn, person, 0, days):
            row[max(0, begin) : max(0, end)] = True
    return flags


def wanders(people, dep):
    """A slow inclination to move, which lasts for an hour or so, less long in depression."""
    keep = numpy.exp(-1 / (60 - 30 * numpy.clip(dep, 0, 1)))
    fresh, found = (1 - keep**2) ** 0.5, people.noise()
    for minute in range(MINUTES):
        people.slow = keep * people.slow + fresh * found[minute]
        found[minute] = people.slow
    return found


def chances(random, people, days):
    """[people, days] of what has nothing to do with any episode: days that are later, slower or stiller, illness, nights out."""
    lasting = {"vigour": 0.3, "shift": 0.9, "sluggish": 0.35, "seated": 0.25}
    found = {name: size * mood_days.drifting(random, people, days, 0.6) for name, size in lasting.items()}
    found["ill"] = (random.random((people, days)) < 0.02).astype(float)
    for day in range(1, days):
        found["ill"][:, day] = numpy.maximum(found["ill"][:, day], found["ill"][:, day - 1] * (random.random(people) < 0.65))
    found["out"] = (random.random((people, days)) < random.beta(1, 9, people)[:, None]).astype(float)
    return found


def inclination(people, day, shown):
    """[minutes, people]: how much a person is given to moving."""
    dep, act = shown["depression"], shown["activation"]
    wake = shown["bed"] - 24 + shown["hours"]
    swing = 0.6 - 0.2 * dep
    found = swing * numpy.cos((HOURS - people.peak - 0.8 * dep - shown["shift"]) * (numpy.pi / 12)) + 0.6 * wanders(people, dep)
    slow = 0.7 + 0.6 * dep + shown["sluggish"] + 0.6 * shown["ill"]
    found -= slow * numpy.exp(-numpy.clip(HOURS - wake, 0, None) / (1 + dep)) * (wake < HOURS)
    found += (0.6 * act + 0.7 * shown["out"]) * ((HOURS > 20.5) | (HOURS < 5)) - shown["seated"] - 0.4 * shown["ill"]
    return found + people.weekend * ((people.first_day + day) % 7 > 4)


def moves(people, inclined, dep, act):
    """[minutes, people]: flags of bouts of moving; they are shorter in depression, longer and more in activation."""
    start = 0.07 * numpy.exp(inclined - people.seated - 0.15 * dep + 0.25 * act)
    stop = 0.10 * numpy.exp(-0.4 * inclined + 0.25 * dep - 0.25 * act)
    chance, found = people.chance(), numpy.empty(inclined.shape, bool)
    for minute in range(MINUTES):
        people.moving = chance[minute] < numpy.where(people.moving, 1 - stop[minute], start[minute])
        found[minute] = people.moving
    return found


def spans(random, chosen, begin, minutes):
    """[minutes, people]: flags of one span for each of the chosen, given in hours of the day and minutes."""
    at = HOURS * 60
    return chosen & (at >= begin * 60) & (at < begin * 60 + minutes)


def exercise(people, dep, act):
    random, count = people.random, people.count
    chosen = random.random(count) < people.sporty * numpy.clip(1 - 0.7 * dep + 0.4 * act, 0, None)
    return spans(random, chosen, random.uniform(7, 20, count), 20 + random.gamma(3, 10, count))


def counted(people, day, shown, sleeping):
    """[minutes, people]: what a device of scale one would count if it were worn all day."""
    dep, act = shown["depression"], shown["activation"]
    vigour = people.level + 0.075 * (shown["energy"] - 5.3) + shown["vigour"] - 0.2 * shown["ill"]
    inclined = inclination(people, day, shown)
    sport = exercise(people, dep, act)
    moving = moves(people, inclined, dep, act) | sport
    noise, chance = people.noise(), people.chance()
    walking = numpy.exp(6.6 + vigour + 0.4 * inclined + 1.1 * sport + 0.6 * noise)
    sitting = numpy.exp(3.8 + 0.7 * vigour + 0.9 * noise) * (chance < 0.55 + 0.08 * act - 0.1 * dep)
    turning = numpy.exp(3.0 + 0.9 * noise) * (chance < 0.035 * people.restless * numpy.exp(0.6 * act + 0.3 * dep))
    return numpy.where(sleeping, turning, numpy.where(moving, walking, sitting))


def unworn(people, shown):
    """[minutes, people]: flags of gaps: showers, hours, nights of those who take it off then, whole days."""
    random, count = people.random, people.count
    wake = shown["bed"] - 24 + shown["hours"]
    short = spans(random, random.random(count) < 0.5, random.uniform(6, 22, count), random.uniform(8, 40, count))
    long = spans(random, random.random(count) < 0.1 * people.careless, random.uniform(0, 22, count), random.gamma(2, 110, count))
    off = people.bare_nights & (random.random(count) < 0.8)
    night = off & ((wake + 0.3 > HOURS) | (shown["bed"] + random.uniform(-0.7, 0, count) < HOURS))
    return short | long | night | (random.random(count) < 0.02 * people.careless)


def measured(people, counts, gaps):
    """What the device gives: whole numbers of its scale, zeros where it is not worn but for a rare touch, rare glitches."""
    chance = people.chance()
    touched = chance < 0.001
    counts = numpy.where(gaps, counts * touched, counts) * people.scale
    counts = numpy.where(chance > 1 - 5e-6, 20 * counts + 20000, counts)
    return numpy.minimum(counts, MOST).astype(numpy.uint16)


def weeks(drawn, seed):
    """uint16 [people, minutes] of all drawn days."""
    people, days = drawn["state"].shape
    random = numpy.random.default_rng((seed, 17))
    one, sleeping = People(random, people), asleep(drawn, days)
    shows = {name: drawn[name] for name in ("depression", "activation", "energy", "bed", "hours")}
    shows |= chances(random, people, days)
    found = numpy.empty((people, days * MINUTES), numpy.uint16)
    for day in range(days):
        shown = {name: value[:, day].astype(numpy.float32) for name, value in shows.items()}
        part = slice(day * MINUTES, (day + 1) * MINUTES)
        counts = counted(one, day, shown, sleeping[:, part].T)
        found[:, part] = measured(one, counts, unworn(one, shown)).T
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--people", type=int, default=1000)
    arguments.add_argument("--days", type=int, default=120)
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    drawn = mood_days.draw(given.seed, given.people, given.days)
    counts = weeks(drawn, given.seed)
    numpy.savez(given.out / f"days-{given.seed}.npz", **{name: drawn[name] for name in KEPT})
    numpy.save(given.out / f"counts-{given.seed}.npy", counts)
    print(f"seed {given.seed}: {given.people} people, {given.days} days, {counts.nbytes} bytes")


if __name__ == "__main__":
    main()
