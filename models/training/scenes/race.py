"""Draws race photos with the boxes and numbers of their bibs: `run scenes.race --out FOLDER --count 200 --seed 900100`."""

import argparse
import csv
import dataclasses
import pathlib
import time

import cv2
import numpy as np

from scenes import backgrounds, camera, objects
from scenes.runners import Runner

LEGIBLE_PIXELS = 12
LEGIBLE_SHARE = 0.95
LEGIBLE_SMEAR = 0.25
SEEN_SHARE = 0.35
SEEN_PIXELS = 14
SEEN_CONTRAST = 6
SEEN_SMEAR = 0.35
FRAME = 640


@dataclasses.dataclass
class Label:
    """A bib in a photo, and the line of its number; one that is too hidden or too small to demand has no text and counts neither way."""

    box: tuple
    text: str
    legible: bool
    line: np.ndarray | None = None

    @property
    def counts(self):
        return self.text != ""


@dataclasses.dataclass
class Plan:
    """What a photo shows; None leaves it to the seed."""

    runners: int | None = None
    bibs: bool = True
    near: tuple | None = None
    night: bool | None = None
    panning: float | None = None
    hard: bool = True
    whole: bool = False
    background: str | None = None


ANY = Plan()


def scene(rng, width, height, portraits=None, plan=ANY):
    """(uint8 BGR photo before JPEG, labels)."""
    long = max(width, height)
    horizon = rng.uniform(0.3, 0.5) * height if plan.whole else rng.uniform(-0.1, 0.75) * height
    photo = backgrounds.draw(rng, width, height, horizon, portraits, plan.background)
    for _ in range(rng.choice([0, 1, 2, 4], p=[0.35, 0.3, 0.25, 0.1])):
        objects.draw(rng, photo)
    panning = plan.panning if plan.panning is not None else (rng.uniform(4, 40) if rng.random() < 0.06 else 0.0)
    if panning > 1:
        photo = cv2.filter2D(photo, -1, camera.smear_kernel(panning * long / FRAME, rng.normal(0, 0.06)))
    marks = np.zeros((height, width), np.uint8)
    bibs = []
    for runner, hips in field(rng, width, height, horizon, plan):
        if portraits is not None and rng.random() < portraits.busts and plan.bibs:
            head = np.float32(hips) - [0, 1.42 * runner.size]
            layer, worn = portraits.bust(rng, photo, head, runner.size, len(bibs) + 1)
        else:
            layer, worn = runner.draw(photo, hips, len(bibs) + 1, portraits)
        if layer is None:
            continue
        kernel, smear = movement(rng, panning, long, plan)
        layer.lay(photo, marks, kernel)
        for bib in worn:
            bib.smear = smear
        bibs += worn
        if rng.random() < 0.06 and plan.hard:
            objects.draw(rng, photo, rng.uniform(0.02, 0.12), marks)
    photo, smear, grain = developed(rng, photo, long, plan)
    for bib in bibs:
        bib.smear = max(bib.smear, 2 * smear)
    labels = [label(photo, marks, at + 1, bib, grain) for at, bib in enumerate(bibs)]
    return photo, [one for one in labels if one]


def field(rng, width, height, horizon, plan):
    """Runners with the places of their hips, far ones first."""
    count = plan.runners if plan.runners is not None else int(rng.choice(9, p=[0.07, 0.2, 0.2, 0.15, 0.12, 0.09, 0.07, 0.05, 0.05]))
    long = max(width, height)
    low, high = plan.near or ((0.07, 1.5) if rng.random() < 0.5 else (0.1, 0.55))
    together = rng.random() < 0.4
    base = np.exp(rng.uniform(np.log(low), np.log(high)))
    sizes = [base * np.exp(rng.normal(0, 0.2)) if together else np.exp(rng.uniform(np.log(low), np.log(high))) for _ in range(count)]
    eye = rng.uniform(1.2, 3.4)
    places = (np.arange(count) + 0.5 + rng.normal(0, 0.28, count)) / max(1, count)
    rng.shuffle(places)
    for place, size in zip(places, sorted(np.clip(sizes, low * 0.8, high * 1.2)), strict=True):
        size = float(size * long)
        ground = horizon + eye * size if rng.random() < 0.7 else height * rng.uniform(0.6, 1.4)
        hips = ground - 1.5 * size
        # A chest must be in the picture for the runner to be worth drawing.
        highest, lowest = (1.75 * size, height - 0.4 * size) if plan.whole else (rng.uniform(0.6, 1.4) * size, height + 0.35 * size)
        hips = np.clip(hips, min(highest, lowest), lowest)
        yield Runner(rng, size, plan.bibs), (place * width, hips)


def movement(rng, panning, long, plan):
    """(kernel or None, length in pixels) of a runner's own smear."""
    if panning > 1:
        length = panning * rng.uniform(0.02, 0.35) * long / FRAME
    elif rng.random() < 0.12 and plan.hard:
        length = rng.uniform(1.5, 9) * long / FRAME
    else:
        return None, 0.0
    return (camera.smear_kernel(length, rng.normal(0, 0.4)), length) if length > 1.2 else (None, 0.0)


def developed(rng, photo, long, plan):
    """(photo after the camera, deviation of its blur in pixels, deviation of its grain)."""
    night = plan.night if plan.night is not None else rng.random() < 0.08
    photo = camera.light(rng, photo, night)
    scale = long / FRAME
    blur = rng.uniform(0.4, 2.2) * scale if rng.random() < (0.3 if plan.hard else 0.0) else 0.0
    grain = rng.choice([0, 2, 5, 10], p=[0.3, 0.35, 0.25, 0.1]) * (2.0 if night else 1.0)
    grain = grain if plan.hard else min(grain, 3)
    return camera.expose(rng, photo, grain, blur), blur, grain


def label(photo, marks, number, bib, grain):
    """What can be demanded of whoever looks for this bib; nothing if it is hidden."""
    seen = (marks >> 1) == number
    x, y, wide, tall = cv2.boundingRect(seen.astype(np.uint8))
    if not wide or not tall:
        return None
    box = (x, y, x + wide, y + tall)
    share = np.count_nonzero(seen) / bib.area
    digits = np.count_nonzero(marks == 2 * number + 1) / bib.number_area
    pixels = SEEN_PIXELS * max(marks.shape) / FRAME
    small = wide < pixels or tall < pixels * 0.6
    blurred = bib.smear > SEEN_SMEAR * tall
    if share < SEEN_SHARE or small or blurred or contrast(photo[y : y + tall, x : x + wide], grain) < SEEN_CONTRAST:
        return Label(box, "", False)
    legible = digits >= LEGIBLE_SHARE and bib.digit_height >= LEGIBLE_PIXELS and bib.smear <= LEGIBLE_SMEAR * bib.digit_height
    return Label(box, bib.text, bool(legible), bib.line)


def contrast(pixels, grain):
    """Deviation of the brightness, without what grain has in it."""
    across, down = 12, 9
    cells = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), (across, down), interpolation=cv2.INTER_AREA)
    mixed = max(1.0, pixels.shape[0] * pixels.shape[1] / (across * down))
    return max(0.0, cells.astype(np.float32).var() - grain**2 / mixed) ** 0.5


def quality(rng):
    return int(rng.integers(35, 97))


def write_photos(given, portraits):
    """Photos as JPEG files and labels.csv beside them, in which text is empty where a bib counts neither way."""
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    started = time.time()
    with open(out / "labels.csv", "w", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(["file", "x1", "y1", "x2", "y2", "text", "legible"])
        for at in range(given.count):
            rng = np.random.default_rng((given.seed, at))
            photo, labels = scene(rng, given.width, given.height, portraits)
            name = f"{given.seed}-{at:04d}.jpg"
            cv2.imwrite(str(out / name), photo, [cv2.IMWRITE_JPEG_QUALITY, quality(rng)])
            rows.writerows([name, *one.box, one.text, int(one.legible)] for one in labels)
    print(f"{given.count} photos in {time.time() - started:.0f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=900100)
    arguments.add_argument("--width", type=int, default=1280)
    arguments.add_argument("--height", type=int, default=960)
    cv2.setNumThreads(1)
    write_photos(arguments.parse_args(), None)


if __name__ == "__main__":
    main()
