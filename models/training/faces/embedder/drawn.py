"""Draws views of portraits and of mixed faces, each with what the teacher says of the undisturbed face, into shards on disk."""

import argparse
import pathlib
import time

import cv2
import numpy as np

from faces.embedder import views as face_views
from faces.embedder.aligned import SIZE, TEMPLATE, Shard, Teacher, aligned, rarity
from faces.embedder.mixed import mixed

EDGE = 8
"""Pixels around a view, for shifts when it is loaded."""
VIEWS_OF_A_MIXTURE = 3
MIXTURES = 1 / 3
CANDIDATES = 8


def view(rng, face, points):
    seen, marks = face_views.seen(rng, face, points, share=rng.uniform(0, 0.9))
    return aligned(seen, face_views.found_by_a_detector(rng, marks), TEMPLATE + EDGE, SIZE + 2 * EDGE)


class Drawing:
    """Views of portraits and of faces mixed from two; a portrait is drawn the more often the fewer others it is like."""

    def __init__(self, portraits, teacher, seed):
        self.portraits, self.teacher, self.rng = portraits, teacher, np.random.default_rng(seed)
        odds = rarity(portraits.targets, portraits.targets)
        self.odds = odds / odds.sum()

    def portrait(self):
        at = self.rng.choice(len(self.portraits), p=self.odds)
        return at, (self.portraits.faces[at], self.portraits.points[at])

    def alike(self):
        """Two portraits that look the same way, as far as landmarks tell."""
        _, one = self.portrait()
        others = self.rng.choice(len(self.portraits), CANDIDATES, p=self.odds)
        apart = ((self.portraits.points[others] - one[1]) ** 2).sum((1, 2))
        other = others[np.argmin(np.where(apart > 0, apart, np.inf))]
        return one, (self.portraits.faces[other], self.portraits.points[other])

    def next(self):
        """Pairs (view, target)."""
        if self.rng.random() > MIXTURES:
            at, one = self.portrait()
            return [(view(self.rng, *one), self.portraits.targets[at])]
        face = mixed(self.rng, *self.alike())
        target = self.teacher.both_ways([Teacher.cut(*face)])[0]
        return [(view(self.rng, *face), target) for _ in range(VIEWS_OF_A_MIXTURE)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--faces", required=True, help="folder that faces.embedder.aligned filled; shards come there too")
    arguments.add_argument("--teacher", required=True, help="face_reidentification_retail_0095.onnx")
    arguments.add_argument("--count", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    started, folder = time.time(), pathlib.Path(given.faces)
    drawing = Drawing(Shard(folder, "portraits"), Teacher(given.teacher), given.seed)
    size = SIZE + 2 * EDGE
    views = np.lib.format.open_memmap(folder / f"views-{given.seed}.npy.part", "w+", np.uint8, (given.count, size, size, 3))
    targets = []
    while len(targets) < given.count:
        for one, target in drawing.next()[: given.count - len(targets)]:
            views[len(targets)] = one
            targets.append(target)
    views.flush()
    (folder / f"views-{given.seed}.npy.part").replace(folder / f"views-{given.seed}.npy")
    np.save(folder / f"views-targets-{given.seed}.npy", np.stack(targets))
    print(f"{given.count} views with seed {given.seed} in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
