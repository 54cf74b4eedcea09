"""Measures the activity network on a held-out month, alone and with the trees of sleep; writes examples for the Java tests."""

import argparse
import json
import pathlib
import time

import lightgbm
import numpy
import onnxruntime

from mood import activity, days, measures, wear
from mood.sleep import EPISODES
from mood.train_trees import HISTORY, MONTH, measured, sleep_rows

SEED, ORDER = 900001, 5
BATCH = 50
OF_SLEEP, OF_ACTIVITY = 0.6, 0.4


class Network:
    """The file, run by one thread."""

    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def of(self, weeks):
        return self.session.run(None, {"minutes": weeks.astype(numpy.float32)})[0]

    def milliseconds(self, week):
        """The median of one week at a time."""
        times = []
        for _ in range(50):
            started = time.perf_counter()
            self.of(week[None])
            times.append(1000 * (time.perf_counter() - started))
        return float(numpy.median(times))


class HeldOut:
    """The month of the held-out people: the weeks before each of its days, in the order of `sleep_rows`."""

    def __init__(self, folder):
        self.counts = numpy.load(folder / f"counts-{SEED}.npy", mmap_mode="r")
        self.people = len(self.counts)
        self.days = self.counts.shape[1] // activity.MINUTES
        places = [(person, day) for person in range(self.people) for day in range(HISTORY, HISTORY + MONTH)]
        self.places = [places[each] for each in numpy.random.default_rng(ORDER).permutation(len(places))]

    def week(self, place):
        person, day = place
        return self.counts[person, (day - 6) * activity.MINUTES : (day + 1) * activity.MINUTES]

    def sleep(self):
        """Rows of the same nights: drawn again, as the counts were, they are the same."""
        drawn, random = days.draw(SEED, self.people, self.days), numpy.random.default_rng(ORDER)
        return sleep_rows(drawn, 10**9, slice(HISTORY, HISTORY + MONTH), random)


def all_of(labels, found):
    report = {}
    for at, name in enumerate(EPISODES):
        report |= measured(name, labels[name], found[:, at], 2)
    return report


def printed(title, report):
    for name, one in report.items():
        print(title, name, {key: round(value, 4) for key, value in one.items() if key != "reliability"}, flush=True)


def examples(network, weeks):
    return [{"counts": week.tolist(), "probabilities": network.of(week[None])[0].tolist()} for week in weeks]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=pathlib.Path, required=True)
    arguments.add_argument("--held-out", type=pathlib.Path, required=True, help=f"folder with counts-{SEED}.npy")
    arguments.add_argument("--trees", type=pathlib.Path, required=True, help="folder with the trees of sleep")
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    given = arguments.parse_args()
    network, held_out = Network(given.model), HeldOut(given.held_out)
    places = held_out.places
    found = numpy.concatenate([network.of(numpy.stack([held_out.week(one) for one in places[at : at + BATCH]]))
                               for at in range(0, len(places), BATCH)])
    enough = numpy.array([wear.suffices(held_out.week(one)) for one in places])
    rows, labels = held_out.sleep()
    trees = numpy.stack([lightgbm.Booster(model_file=str(given.trees / f"{name}.txt")).predict(rows, num_threads=1)
                         for name in EPISODES], 1)
    labels = {name: of[enough] for name, of in labels.items()}
    report = {"enough": float(enough.mean()), "bytes": given.model.stat().st_size,
              "milliseconds": network.milliseconds(held_out.week(places[0]))}
    print(report)
    for title, answers in [("activity", found), ("sleep", trees), ("both", OF_SLEEP * trees + OF_ACTIVITY * found)]:
        report[title] = all_of(labels, answers[enough])
        printed(title, report[title])
    kept = [places[at] for at in numpy.flatnonzero(enough)]
    weeks = [held_out.week(kept[numpy.flatnonzero(labels[name])[0]]) for name in EPISODES[::2]]
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "report.json").write_text(json.dumps(report, indent=1))
    (given.out / "examples.json").write_text(json.dumps(examples(network, weeks), separators=(",", ":")))
    (given.out / "activity-reliability.svg").write_text(
        measures.plot({name: one["reliability"] for name, one in report["activity"].items()}))


if __name__ == "__main__":
    main()
