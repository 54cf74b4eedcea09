"""Race photos for training, in arrays on disk: `run bibs.detector.shards --out DIR --count N --seed S [--portraits DIR --labels FILE]`."""

import argparse
import pathlib
import time

import cv2
import numpy as np

from scenes import camera, race
from scenes.portraits import Portraits

LONG = 640
SHORT = 480
# Held-out photos look like those that are measured, a camera's 4:3; their portraits and seeds are others.
TALL_SHARE = 0.35
DEVELOPED_SHARE = 0.85


def draw(rng, portraits):
    """(photo as uint8 [480, 640, 3] or its transpose, labels)."""
    tall = rng.random() < TALL_SHARE
    size = (SHORT, LONG) if tall else (LONG, SHORT)
    photo, labels = race.scene(rng, *size, portraits)
    if rng.random() < DEVELOPED_SHARE:
        photo = camera.jpeg(photo, race.quality(rng))
    return photo, labels


def write(out, count, seed, portraits):
    """photos-SEED.npy with the pixels, labels-SEED.npz with rows photo, x1, y1, x2, y2, counts, and which photos are tall."""
    cv2.setNumThreads(1)
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    started = time.time()
    part = out / f"photos-{seed}.npy"
    photos = np.lib.format.open_memmap(part, "w+", np.uint8, (count, LONG * SHORT * 3))
    tall, rows = np.zeros(count, bool), []
    for at in range(count):
        photo, labels = draw(np.random.default_rng((seed, at)), portraits)
        tall[at] = photo.shape[0] > photo.shape[1]
        photos[at] = photo.ravel()
        rows += [(at, *one.box, one.counts) for one in labels]
    photos.flush()
    np.savez(out / f"labels-{seed}.npz", rows=np.float32(rows).reshape(-1, 6), tall=tall)
    print(f"{count} photos with seed {seed} and {len(rows)} bibs in {time.time() - started:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--count", type=int, default=3000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--portraits", help="folder of portraits, for real heads and backgrounds")
    arguments.add_argument("--labels", help="what faces.portraits wrote about them")
    given = arguments.parse_args()
    kept = Portraits(given.portraits, given.labels) if given.portraits else None
    write(given.out, given.count, given.seed, kept)


if __name__ == "__main__":
    main()
