"""Bibs cut from drawn photos, as bibs.reader.crops keeps its crops: `run bibs.reader.scene_crops --out DIR --count N --seed S`."""

import multiprocessing
import pathlib
import time

import cv2
import numpy as np

from bibs.reader import crops as bib_crops
from scenes import camera, race

SIDE = 512
# Half a photo's width at most, down to where digits cease to be legible.
NEAR = (0.12, 1.1)
CHUNK = 100


def crops(rng):
    """(stored crop, text, line in it) of each legible bib of a photo."""
    plan = race.Plan(runners=int(rng.integers(1, 4)), near=NEAR)
    photo, labels = race.scene(rng, SIDE, SIDE, None, plan)
    photo = camera.jpeg(photo, race.quality(rng))
    return [(*cut(rng, photo, one.box, one.line), one.text[: bib_crops.MAX_LABEL]) for one in labels if one.legible]


def cut(rng, photo, box, line):
    """(stored crop, line in it) of a box that a detector might find: a little loose, at times a little tight."""
    corners = np.float32(box).reshape(2, 2)
    amiss = rng.normal(0.02, 0.03, (2, 2)) * [[-1], [1]] * (corners[1] - corners[0])
    low, high = np.clip(np.round(corners + amiss), 0, SIDE).astype(int)
    pixels = photo[low[1] : high[1], low[0] : high[0]]
    size = (bib_crops.STORED_WIDTH, bib_crops.STORED_HEIGHT)
    shrinks = pixels.shape[0] > size[1] and pixels.shape[1] > size[0]
    kept = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    return kept, ((line - [low, [0, 0], [0, 0]]) * np.float32(size) / (high - low)).astype(np.float32)


def batch(task):
    """So many crops as the seed gives."""
    seed, count = task
    rng = np.random.default_rng(seed)
    found = []
    while len(found) < count:
        found += crops(rng)
    return found[:count]


def write(out, count, seed, workers):
    cv2.setNumThreads(1)
    started = time.time()
    tasks = [((seed, at), min(CHUNK, count - at)) for at in range(0, count, CHUNK)]
    with multiprocessing.Pool(workers) as pool:
        found = [one for part in pool.imap(batch, tasks) for one in part]
    bib_crops.keep(pathlib.Path(out), seed, *zip(*found, strict=True))
    print(f"{count} crops with seed {seed} in {time.time() - started:.0f} s", flush=True)


def main():
    given = bib_crops.arguments(__doc__).parse_args()
    write(given.out, given.count, given.seed, given.workers)


if __name__ == "__main__":
    main()
