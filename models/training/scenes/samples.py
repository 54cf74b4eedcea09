"""Draws the photos in models/samples, which `make demo` sends: seeds that no model was trained on."""

import argparse
import pathlib

import cv2
import numpy as np

from scenes import race
from scenes.portraits import Heads
from scenes.race import Plan

SEED = 900300
LARGEST = 115_000
WIDE, TALL = (1280, 960), (960, 1280)
CLEAR = {"night": False, "panning": 0.0, "hard": False, "whole": True}
# Name, seed, size, whether one head is the real one, plan.
SAMPLES = (
    ("two-near", 105, WIDE, True, Plan(runners=2, near=(0.2, 0.28), background="city", **CLEAR)),
    ("three-in-the-park", 204, WIDE, False, Plan(runners=3, near=(0.16, 0.26), background="outdoors", **CLEAR)),
    ("upright", 305, TALL, True, Plan(runners=2, near=(0.2, 0.3), background="outdoors", **CLEAR)),
    ("crowd-at-the-start", 403, WIDE, False, Plan(runners=9, near=(0.1, 0.22), background="crowd", **CLEAR)),
    ("far-away", 507, WIDE, False, Plan(runners=4, near=(0.07, 0.12), background="outdoors", **CLEAR)),
    ("night", 600, WIDE, False, Plan(runners=3, near=(0.15, 0.3), night=True, panning=0.0, whole=True, background="city")),
    ("panning", 700, WIDE, False, Plan(runners=2, near=(0.2, 0.3), night=False, panning=60.0, whole=True, background="crowd")),
    ("no-bib", 803, WIDE, False, Plan(runners=3, bibs=False, near=(0.15, 0.3), background="outdoors", **CLEAR)),
)


class OneHead(Heads):
    """The head of one photo, for one runner."""

    def __init__(self, path, box):
        x1, y1, x2, y2 = box
        self.pixels, self.middle, self.tall = cv2.imread(str(path)), np.float32([(x1 + x2) / 2, (y1 + y2) / 2]), float(y2 - y1)
        x, y = np.int32(self.middle)
        self.skin = self.pixels[y : y + 20, x - 20 : x + 20].mean((0, 1))
        self.used = False

    def wants(self, rng, size):
        wanted, self.used = not self.used, True
        return wanted

    def any(self, rng):
        return self.pixels, self.middle, self.tall


def written(path, photo):
    """The best JPEG that is small enough."""
    for quality in range(92, 20, -4):
        data = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])[1]
        if len(data) <= LARGEST:
            break
    path.write_bytes(data)
    return quality


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--head", required=True, help="photo with a face, for two of the samples")
    arguments.add_argument("--face", type=int, nargs=4, default=(178, 63, 268, 176), help="its box: x1 y1 x2 y2")
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    for name, seed, size, real, plan in SAMPLES:
        head = OneHead(given.head, given.face) if real else None
        photo, labels = race.scene(np.random.default_rng((SEED, seed)), *size, head, plan)
        quality = written(out / f"{name}.jpg", photo)
        print(f"{name}: {' '.join(one.text for one in labels if one.legible) or 'no legible bib'} (quality {quality})")


if __name__ == "__main__":
    main()
