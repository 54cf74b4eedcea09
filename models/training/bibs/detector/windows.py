"""Training windows cut from drawn photos at random places and scales, with their bibs."""

import pathlib

import cv2
import numpy as np

from bibs.detector import net
from bibs.detector.shards import LONG, SHORT

# Small windows around bibs teach more in the same time; large ones show large bibs whole, and wide empty places.
SIDES = (256, 320, 448, 256, 640)
NEAR_BIB = 0.8
KEPT_SHARE = 0.4
SMALLEST = 10


class Photos:
    """The shards of a folder, whose photos stay on disk until they are asked for; shards drawn meanwhile join at the next pass."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.pixels, self.labels, self.tall, self.where = {}, {}, {}, []
        self.look()

    def look(self):
        for path in sorted(self.folder.glob("labels-*.npz")):
            seed = path.stem.split("-")[1]
            if seed not in self.pixels:
                kept = np.load(path)
                rows, self.tall[seed] = kept["rows"], kept["tall"]
                self.labels[seed] = np.split(rows[:, 1:], np.searchsorted(rows[:, 0], np.arange(1, len(self.tall[seed]))))
                self.pixels[seed] = np.load(self.folder / f"photos-{seed}.npy", mmap_mode="r")
                self.where += [(seed, at) for at in range(len(self.tall[seed]))]
        if not self.where:
            raise SystemExit(f"no photos in {self.folder}: draw some with bibs.detector.shards")

    def photo(self, place):
        """(pixels, rows x1 y1 x2 y2 counts)."""
        seed, at = place
        shape = (LONG, SHORT, 3) if self.tall[seed][at] else (SHORT, LONG, 3)
        return self.pixels[seed][at].reshape(shape), self.labels[seed][at]


def window(rng, pixels, rows, side):
    """(uint8 BGR window, rows that lie in it)."""
    height, width = pixels.shape[:2]
    scale = np.exp(rng.normal(0, 0.3))
    middle = np.array([rng.uniform(0, width), rng.uniform(0, height)])
    if len(rows) and rng.random() < NEAR_BIB:
        box = rows[rng.integers(len(rows)), :4]
        long = max(box[2] - box[0], box[3] - box[1])
        if rng.random() < 0.4:
            scale = np.exp(rng.uniform(np.log(16), np.log(0.8 * side))) / long
        scale = min(scale, rng.uniform(0.5, 1.0) * side / long)
        middle = (box[:2] + box[2:]) / 2 + rng.uniform(-0.45, 0.45, 2) * max(0, side / scale - long * 0.7)
    scale = float(np.clip(scale, 0.75 * side / max(height, width), 2.4))
    edge = 0.8 * side / 2 / scale
    middle = np.clip(middle, np.minimum(edge, [width / 2, height / 2]), np.maximum([width - edge, height - edge], [width / 2, height / 2]))
    across = scale * rng.uniform(0.85, 1.18) * (-1 if rng.random() < 0.3 else 1)
    matrix = np.float32([[across, 0, side / 2 - middle[0] * across], [0, scale, side / 2 - middle[1] * scale]])
    method = cv2.INTER_LINEAR if rng.random() < 0.8 else (cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_CUBIC)
    cut = cv2.warpAffine(pixels, matrix, (side, side), flags=method, borderValue=(net.PADDING,) * 3)
    return cut, moved(rows, matrix, side)


def moved(rows, matrix, side):
    """The boxes in the window; what is mostly outside or tiny no longer counts."""
    xs = np.sort(rows[:, [0, 2]] * matrix[0, 0] + matrix[0, 2], axis=1)
    ys = rows[:, [1, 3]] * matrix[1, 1] + matrix[1, 2]
    boxes = np.stack([xs[:, 0], ys[:, 0], xs[:, 1], ys[:, 1]], 1)
    cut = np.clip(boxes, 0, side)
    sizes, before = cut[:, 2:] - cut[:, :2], boxes[:, 2:] - boxes[:, :2]
    share = sizes.prod(1) / np.maximum(before.prod(1), 1e-6)
    counts = (rows[:, 4] > 0) & (share >= KEPT_SHARE) & (sizes.min(1) >= SMALLEST * 0.7) & (sizes.max(1) >= SMALLEST)
    there = (sizes > 0).all(1)
    return np.concatenate([cut, counts[:, None]], 1)[there]


def coloured(rng, cut):
    """Another exposure, colour order, gray, negative, noise, or a patch in the way."""
    if rng.random() < 0.25:
        cut = cut[..., rng.permutation(3)]
    if rng.random() < 0.06:
        cut = cv2.merge([cv2.cvtColor(np.ascontiguousarray(cut), cv2.COLOR_BGR2GRAY)] * 3)
    levels = np.arange(256, dtype=np.float32)[:, None] * np.exp(rng.normal(0, 0.1, 3)) * np.exp(rng.normal(0, 0.12)) + rng.normal(0, 12)
    if rng.random() < 0.03:
        levels = 255 - levels
    cut = cv2.LUT(np.ascontiguousarray(cut), np.clip(levels, 0, 255).astype(np.uint8)[None])
    for _ in range(rng.choice([0, 1, 3], p=[0.85, 0.1, 0.05])):
        x, y, wide, tall = rng.integers(0, len(cut), 2).tolist() + rng.integers(5, 50, 2).tolist()
        cv2.rectangle(cut, (x, y), (x + wide, y + tall), rng.integers(0, 256, 3).tolist(), -1)
    return cut


def batch(rng, photos, places, side):
    """(windows uint8 RGB [N, H, W, 3], boxes [N, most, 4], counts [N, most], there [N, most])."""
    windows, labels = np.empty((len(places), side, side, 3), np.uint8), []
    for at, place in enumerate(places):
        cut, rows = window(rng, *photos.photo(place), side)
        windows[at] = coloured(rng, cut)[..., ::-1]
        labels.append(rows)
    most = max(1, max(len(one) for one in labels))
    table = np.zeros((len(places), most, 5), np.float32)
    there = np.zeros((len(places), most), bool)
    for at, rows in enumerate(labels):
        table[at, : len(rows)] = rows
        there[at, : len(rows)] = True
    return windows, table[..., :4], table[..., 4] > 0, there
