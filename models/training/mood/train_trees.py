"""Trains the mood models of the pack `starter` on drawn days, and measures them on a held-out month of other people."""

import argparse
import json
import pathlib
import re

import lightgbm
import numpy

from mood import checkins, measures, sleep
from mood import days as mood_days

HISTORY, MONTH = 40, 30
WINDOWS, WINDOW_SHARES = [1, 3, 7, 14, 30], [0.1, 0.4, 0.25, 0.15, 0.1]
SETTINGS = {"learning_rate": 0.08, "num_leaves": 12, "min_data_in_leaf": 150, "feature_fraction": 0.5, "verbose": -1,
            "num_threads": 1, "seed": 7, "deterministic": True, "force_row_wise": True}
NEEDLESS = re.compile(r"^(split_gain|leaf_weight|leaf_count|internal_weight|internal_count)=.*\n", re.MULTILINE)


def checkin_rows(drawn, table, count, days, random, usual=None):
    """Features and outcomes of check-ins on `days`, at most `count` of them, with windows as they are asked for."""
    people, at = numpy.nonzero(~numpy.isnan(table[:, days]).all(axis=2))
    at = numpy.arange(table.shape[1])[days][at]
    chosen = random.permutation(len(people))[:count]
    spans = [usual] * len(chosen) if usual else random.choice(WINDOWS, len(chosen), p=WINDOW_SHARES)
    picks = list(zip(people[chosen], at[chosen], spans, strict=True))
    events = checkins.outcomes(drawn)
    labels = {target: events[target][people[chosen], at[chosen]] for target in checkins.TARGETS}
    return checkins.rows(table, picks), labels


def sleep_rows(drawn, count, days, random):
    people, last = drawn["state"].shape
    records = [sleep.sleep_records(drawn, person, 0, last) for person in range(people)]
    indexes = sleep.daily(records, last)
    at = numpy.arange(last)[days]
    picks = [(person, day) for person in range(people) for day in at]
    picks = [picks[each] for each in random.permutation(len(picks))[:count]]
    rows = [sleep.features(indexes[person, max(0, day - 59) : day + 1]) for person, day in picks]
    tomorrow = numpy.array([drawn["state"][person, day + 1] for person, day in picks])
    kinds = [mood_days.DEPRESSION, mood_days.HYPOMANIA, mood_days.MANIA]
    return numpy.array(rows), {name: (tomorrow == kind).astype(float) for name, kind in zip(sleep.EPISODES, kinds, strict=True)}


def fitted(rows, labels, names, classes):
    known = ~numpy.isnan(labels)
    objective = {"objective": "binary"} if classes == 2 else {"objective": "multiclass", "num_class": classes}
    data = lightgbm.Dataset(rows[known], labels[known], feature_name=names)
    return lightgbm.train(SETTINGS | objective, data, num_boost_round=80 if classes == 2 else 60)


def saved(model, path):
    """Writes the trees alone, and returns them as read back."""
    text = model.model_to_string().split("end of trees")[0] + "end of trees\n"
    path.write_text(NEEDLESS.sub("", re.sub(r"^tree_sizes=.*\n", "", text, flags=re.MULTILINE)))
    return lightgbm.Booster(model_file=str(path))


def measured(name, labels, found, classes):
    known = ~numpy.isnan(labels)
    labels, found = labels[known], found[known]
    columns = {name: (labels == 1, found)} if classes == 2 else {
        f"{name}: {label}": (labels == at, found[:, at]) for at, label in enumerate(checkins.CLASSES)}
    return {each: {
        "share": float(is_so.mean()),
        "auc": float(measures.auc(is_so.astype(int), score)),
        "brier": measures.brier(is_so, score),
        "climate": measures.brier(is_so, numpy.full(len(score), is_so.mean())),
        "error": float(measures.calibration_error(is_so.astype(float), score)),
        "reliability": measures.reliability(is_so.astype(float), score),
    } for each, (is_so, score) in columns.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    arguments.add_argument("--people", type=int, default=700)
    arguments.add_argument("--days", type=int, default=120)
    arguments.add_argument("--rows", type=int, default=30000)
    arguments.add_argument("--held-out", type=int, default=1000, help="people")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(5)
    train = mood_days.draw(1, given.people, given.days)
    other = mood_days.draw(900001, given.held_out, HISTORY + MONTH + 8)
    month, late = slice(HISTORY, HISTORY + MONTH), slice(30, given.days - 8)
    report, examples = {}, {}
    parts = [
        (checkins.NAMES, checkins.TARGETS,
         checkin_rows(train, checkins.reported(train), given.rows, slice(0, given.days - 8), random),
         checkin_rows(other, checkins.reported(other), 10**9, month, random, usual=3)),
        (sleep.NAMES, sleep.EPISODES,
         sleep_rows(train, given.rows, late, random), sleep_rows(other, 10**9, month, random)),
    ]
    for names, targets, (rows, labels), (unseen, truth) in parts:
        for target in targets:
            classes = len(checkins.CLASSES) if target == "mood-state" else 2
            model = saved(fitted(rows, labels[target], names, classes), given.out / f"{target}.txt")
            found = model.predict(unseen, num_threads=1)
            report |= measured(target, truth[target], found, classes)
            examples[target] = [
                {"features": {name: None if numpy.isnan(value) else value for name, value in zip(names, row, strict=True)},
                 "probabilities": numpy.atleast_1d(result).tolist()}
                for row, result in zip(unseen[:3], found[:3], strict=True)]
            print(target, {key: {k: round(v, 4) for k, v in one.items() if k != "reliability"}
                           for key, one in report.items() if key.startswith(target)}, flush=True)
    (given.out / "report.json").write_text(json.dumps(report, indent=1))
    (given.out / "examples.json").write_text(json.dumps(examples))
    (given.out / "mood-reliability.svg").write_text(
        measures.plot({name: one["reliability"] for name, one in report.items()}))


if __name__ == "__main__":
    main()
