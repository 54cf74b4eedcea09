"""Trains LightGBM in each folder that it is told of on standard input, and answers for the probes there. See LightGbmPython.java."""

import pathlib
import sys

import lightgbm
import numpy


def numbers(file):
    return numpy.array([[float(word) for word in line.split(",")] for line in file.read_text().splitlines()])


def text(number):
    return "NaN" if numpy.isnan(number) else repr(float(number))


def setting(line):
    name, value = line.split("=", 1)
    return name, int(value) if value.lstrip("-").isdigit() else value


def train(folder):
    settings = dict(map(setting, (folder / "settings").read_text().split()))
    rounds = settings.pop("num_iterations")
    categorical = [settings.pop("categorical_feature")] if "categorical_feature" in settings else []
    rows = numbers(folder / "rows")
    data = lightgbm.Dataset(rows, numbers(folder / "labels")[0], categorical_feature=categorical, params=settings)
    watched = [lightgbm.Dataset(rows, numbers(folder / "other-labels")[0], reference=data)]
    booster = lightgbm.train(settings, data, rounds, valid_sets=watched if "early_stopping_rounds" in settings else None)
    booster.save_model(folder / "model")
    answers = booster.predict(numbers(folder / "probes"))
    answers = answers.reshape(len(answers), -1)
    (folder / "answers").write_text("\n".join(",".join(map(text, row)) for row in answers))


print(lightgbm.__version__, flush=True)
for line in sys.stdin:
    try:
        train(pathlib.Path(line.strip()))
        print("done", flush=True)
    except Exception as error:  # Told to who asked.
        print(repr(error).replace("\n", " "), flush=True)
