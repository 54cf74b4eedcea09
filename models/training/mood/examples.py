"""Writes a few drawn check-ins and nights with their features, and a week with its wear, by which Java is held to the training."""

import argparse
import json
import pathlib

import numpy

from mood import activity as mood_activity
from mood import checkins as mood_checkins
from mood import days as mood_days
from mood import sleep as mood_sleep
from mood import wear

DAYS = 45


def told(row):
    return {field: value for field, value in zip(mood_checkins.FIELDS, row, strict=True) if not numpy.isnan(value)}


def named(names, values):
    return {name: None if numpy.isnan(value) else float(value) for name, value in zip(names, values, strict=True)}


def checkins(table):
    days = [day for day in range(DAYS) if told(table[0, day])]
    last = days[-1]
    examples = []
    for window in (1, 3, 14):
        features = mood_checkins.rows(table, [(0, last, window)])[0]
        examples.append({"window_days": window, "features": named(mood_checkins.NAMES, features)})
    return {"days": [{"day": day, "fields": told(table[0, day])} for day in days], "examples": examples}


def sleep(drawn):
    records = mood_sleep.sleep_records(drawn, 1, 0, DAYS)
    records.append((records[5][0] - 20, records[5][1] + 15))
    return {
        "records": [[int(begin), int(end)] for begin, end in records],
        "features": named(mood_sleep.NAMES, mood_sleep.features(mood_sleep.daily([records], DAYS)[0])),
    }


def activity():
    """A week with gaps, and the minutes of wear on each of its days."""
    counts = mood_activity.weeks(mood_days.draw(78, 8, DAYS), 78)
    weeks = counts[:, : 42 * mood_activity.MINUTES].reshape(-1, mood_activity.WEEK * mood_activity.MINUTES)
    worn = numpy.array([wear.worn(week) for week in weeks])
    at = int(numpy.argmax(((worn > 0) & (worn < 1350)).sum(1)))
    return {"counts": weeks[at].tolist(), "worn": worn[at].tolist()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    out = arguments.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    drawn = mood_days.draw(77, 2, DAYS)
    (out / "checkins.json").write_text(json.dumps(checkins(mood_checkins.reported(drawn))))
    (out / "sleep.json").write_text(json.dumps(sleep(drawn)))
    (out / "activity.json").write_text(json.dumps(activity(), separators=(",", ":")))


if __name__ == "__main__":
    main()
