"""Writes a few drawn check-ins and nights with their features, by which Java's features are held to those of the training."""

import argparse
import json
import pathlib

import numpy

import mood_checkins
import mood_days
import mood_sleep

DAYS = 45


def told(row):
    return {field: value for field, value in zip(mood_checkins.FIELDS, row) if not numpy.isnan(value)}


def named(names, values):
    return {name: None if numpy.isnan(value) else float(value) for name, value in zip(names, values)}


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


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    out = arguments.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    drawn = mood_days.draw(77, 2, DAYS)
    (out / "checkins.json").write_text(json.dumps(checkins(mood_checkins.reported(drawn))))
    (out / "sleep.json").write_text(json.dumps(sleep(drawn)))


if __name__ == "__main__":
    main()
