"""Measures the exported bib reader on held-out drawn crops and on a folder of real ones (labels.csv: file,number)."""

import argparse
import csv
import pathlib
import re
import time

import cv2
import numpy as np
import onnxruntime

from bibs.reader import net
from bibs.reader.crops import HEIGHT, MARGIN, WIDTH


def fitted(crop):
    """A crop as the network takes it: stretched to its size, BGR in -1..1, planes."""
    shrinks = crop.shape[0] > HEIGHT and crop.shape[1] > WIDTH
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return planes(cv2.resize(crop, (WIDTH, HEIGHT), interpolation=method))


def planes(pixels):
    return ((pixels.astype(np.float32) / 255 - 0.5) / 0.5).transpose(2, 0, 1)


def held_out(folder):
    margin = MARGIN
    for path in sorted(pathlib.Path(folder).glob("texts-*.txt")):
        crops = np.load(path.with_name(path.name.replace("texts", "crops")).with_suffix(".npy"), mmap_mode="r")
        for crop, text in zip(crops, path.read_text().split("\n")[:-1], strict=True):
            yield planes(crop[margin:-margin, margin:-margin]), text


def real(folder):
    with open(pathlib.Path(folder) / "labels.csv", newline="") as labels:
        for row in csv.DictReader(labels):
            yield fitted(cv2.imread(str(pathlib.Path(folder) / row["file"]))), row["number"]


def digits(text):
    return re.sub(r"\D", "", text)


class Reader:
    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.seconds, self.count = 0.0, 0

    def read(self, crop):
        started = time.perf_counter()
        steps = self.session.run(None, {"x": crop[None].astype(np.float32)})[0][0]
        self.seconds += time.perf_counter() - started
        self.count += 1
        return net.decode(steps.argmax(1).tolist())


def measure(reader, crops, show=False):
    """(digits exactly right, everything exactly right), as fractions."""
    right = whole = count = 0
    for crop, text in crops:
        found = reader.read(crop)
        right += digits(found) == digits(text)
        whole += found == text
        count += 1
        if show and found != text:
            print(f"read {found or '-'} where {text} stands")
    return right / max(1, count), whole / max(1, count)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--held-out", help="folder with drawn crops of seeds that were not trained on")
    arguments.add_argument("--real", help="folder with real crops and labels.csv; never trained or tuned on")
    arguments.add_argument("--show", action="store_true", help="print what is misread on the drawn crops")
    given = arguments.parse_args()
    reader = Reader(given.model)
    line = []
    if given.real:
        right, whole = measure(reader, real(given.real))
        line += [f"reader_exact={right:.3f}", f"reader_exact_with_letters={whole:.3f}"]
    if given.held_out:
        right, whole = measure(reader, held_out(given.held_out), given.show)
        line += [f"reader_synthetic={right:.3f}", f"reader_synthetic_with_letters={whole:.3f}"]
    line += [f"reader_ms={reader.seconds / max(1, reader.count) * 1000:.2f}", f"reader_bytes={pathlib.Path(given.model).stat().st_size}"]
    print(" ".join(line))


if __name__ == "__main__":
    main()
