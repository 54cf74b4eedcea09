"""Held-out portraits, each with one disturbed copy of itself, as whole pictures with landmarks in a faces.csv."""

import argparse
import csv
import pathlib
import shutil

import cv2
import numpy as np

from faces.embedder import views
from faces.embedder.aligned import Teacher, aligned
from faces.portraits import Portraits

SEED = 900001
ORIGINAL = "original"
KINDS = (
    "few_pixels", "defocus", "motion", "noise", "compression", "exposure", "cast", "grey",
    "shadow", "sunglasses", "hat", "mask", "hand", "tilt", "pose", "mirror",
)  # fmt: skip
CHANCE = 0.3
"""Share of the training's odds with which anything else happens to a copy, too."""
ONE_PERSON = 0.8
FALSE_ACCEPTANCE = 1e-3
FIELDS = ["file", "portrait", "kind", *(axis + str(mark) for mark in range(1, 6) for axis in "xy")]


class HeldOut:
    """Aligned faces and their disturbed copies, uint8 [N, 112, 112, 3] BGR, and the kinds of the copies."""

    def __init__(self, folder, cut=aligned):
        with open(pathlib.Path(folder) / "faces.csv", newline="") as lines:
            rows = list(csv.DictReader(lines))
        originals = {row["portrait"]: row for row in rows if row["kind"] == ORIGINAL}
        copies = [row for row in rows if row["kind"] != ORIGINAL]
        self.names = [row["portrait"] for row in copies]
        self.kinds = np.array([row["kind"] for row in copies])
        self.faces = np.stack([face(folder, originals[row["portrait"]], cut) for row in copies])
        self.copies = np.stack([face(folder, row, cut) for row in copies])


def face(folder, row, cut):
    points = np.float32([row[field] for field in FIELDS[3:]]).reshape(5, 2)
    return cut(cv2.imread(str(pathlib.Path(folder) / row["file"])), points)


def accepted(similarities):
    """(share of copies accepted where one in a thousand strangers is, that threshold) of originals against copies."""
    strangers = similarities[~np.eye(len(similarities), dtype=bool)]
    threshold = np.quantile(strangers, 1 - FALSE_ACCEPTANCE)
    return float((np.diag(similarities) > threshold).mean()), float(threshold)


def distinct(portraits, teacher):
    """Places of the portraits that are no second picture of an earlier one, as far as the teacher can tell."""
    vectors = teacher.both_ways([Teacher.cut(portraits.pixels(at), portraits.landmarks[at]) for at in range(len(portraits))])
    earlier = np.tril(vectors @ vectors.T, -1)
    return np.flatnonzero(earlier.max(1) <= ONE_PERSON)


def write(portraits, places, out):
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, at in enumerate(places):
        rng, name, kind = np.random.default_rng((SEED, int(at))), portraits.names[at], KINDS[number % len(KINDS)]
        seen, points = views.seen(rng, portraits.pixels(at), portraits.landmarks[at], certain=(kind,), share=CHANCE)
        stem = pathlib.Path(name).stem
        shutil.copyfile(portraits.folder / name, out / f"{stem}-{ORIGINAL}.jpg")
        cv2.imwrite(str(out / f"{stem}-{kind}.jpg"), seen, [cv2.IMWRITE_JPEG_QUALITY, 95])
        points = views.found_by_a_detector(rng, points)
        rows.append([f"{stem}-{ORIGINAL}.jpg", stem, ORIGINAL, *portraits.landmarks[at].round(2).ravel()])
        rows.append([f"{stem}-{kind}.jpg", stem, kind, *points.round(2).ravel()])
    with open(out / "faces.csv", "w", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([FIELDS, *rows])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True, help="folder of *.jpg")
    arguments.add_argument("--labels", required=True, help="what faces.portraits wrote")
    arguments.add_argument("--teacher", required=True, help="face_reidentification_retail_0095.onnx")
    arguments.add_argument("--write", required=True, help="folder for the pictures and faces.csv")
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    portraits = Portraits(given.portraits, given.labels, held_out=True)
    places = distinct(portraits, Teacher(given.teacher))
    write(portraits, places, pathlib.Path(given.write))
    print(f"{len(places)} of {len(portraits)} held-out portraits, the others are second pictures of one of them")


if __name__ == "__main__":
    main()
