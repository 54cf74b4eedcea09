"""Measures the bib detector on held-out drawn photos: average precision, and precision and recall at a threshold."""

import argparse
import csv
import dataclasses
import pathlib
import time

import cv2
import numpy as np

from bibs.detector.net import PADDING, SIDE, Decoded

OVERLAP = 0.5
SUPPRESSION = 0.5
FAINT = 0.01


def letterboxed(pixels, side=SIDE):
    """(square uint8 BGR, scale, left, top)."""
    height, width = pixels.shape[:2]
    scale = min(side / height, side / width)
    size = (round(width * scale), round(height * scale))
    left, top = round((side - size[0]) / 2 - 0.1), round((side - size[1]) / 2 - 0.1)
    square = np.full((side, side, 3), PADDING, np.uint8)
    if size != (width, height):
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    square[top : top + size[1], left : left + size[0]] = pixels
    return square, scale, left, top


def overlaps(box, others):
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:4], others[:, 2:4])
    shared = np.clip(high - low, 0, None).prod(1)
    return shared / ((box[2:4] - box[:2]).prod() + (others[:, 2:4] - others[:, :2]).prod(1) - shared + 1e-9)


def suppressed(found, threshold=SUPPRESSION):
    """Rows x1 y1 x2 y2 score, best first, without those that cover a better one."""
    found, kept = found[np.argsort(-found[:, 4])], []
    while len(found):
        kept.append(found[0])
        found = found[1:][overlaps(found[0], found[1:]) <= threshold]
    return np.array(kept).reshape(-1, 5)


def boxes(answer, scale, left, top):
    """Rows of a decoded answer [5, cells] in pixels of the photo."""
    answer = answer[:, answer[4] > FAINT]
    half = answer[2:4] / 2
    corners = np.stack([*(answer[:2] - half), *(answer[:2] + half)], 1)
    corners = (corners - [left, top, left, top]) / scale
    return suppressed(np.concatenate([corners, answer[4:].T], 1))


def torch_detector(net):
    import torch

    decoded = Decoded(net).eval().to(next(net.parameters()).device)

    def detect(pixels):
        square, *where = letterboxed(pixels)
        x = torch.from_numpy(np.ascontiguousarray(square[..., ::-1])).permute(2, 0, 1)[None].float() / 255
        with torch.no_grad():
            answer = decoded(x.to(decoded.centres.device).contiguous(memory_format=torch.channels_last))
        return boxes(answer[0].cpu().numpy(), *where)

    return detect


def onnx_detector(path, threads=1):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def detect(pixels):
        square, *where = letterboxed(pixels)
        x = np.ascontiguousarray(square[..., ::-1].transpose(2, 0, 1)[None], np.float32) / 255
        return boxes(session.run(None, {"images": x})[0][0], *where)

    return detect


def shard_photos(photos, most=None):
    for place in photos.where[:most]:
        pixels, rows = photos.photo(place)
        yield pixels, rows[:, :4], rows[:, 4] > 0


def folder_photos(folder):
    """Photos that scenes.race wrote: (pixels, boxes, which of them count)."""
    folder, rows = pathlib.Path(folder), {}
    with open(folder / "labels.csv", newline="") as table:
        for row in csv.DictReader(table):
            rows.setdefault(row["file"], []).append([float(row[one]) for one in ("x1", "y1", "x2", "y2")] + [row["text"] != ""])
    for path in sorted(folder.glob("*.jpg")):
        labels = np.float32(rows.get(path.name, [])).reshape(-1, 5)
        yield cv2.imread(str(path)), labels[:, :4], labels[:, 4] > 0


@dataclasses.dataclass
class Measured:
    """Scores of all detections, whether each is right, and how many bibs there are."""

    scores: np.ndarray
    right: np.ndarray
    bibs: int
    photos: int
    empty: np.ndarray
    seconds: float

    def average_precision(self):
        order = np.argsort(-self.scores)
        right = np.cumsum(self.right[order])
        precision = right / np.arange(1, len(right) + 1)
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        recall = right / max(1, self.bibs)
        return float((np.diff(recall, prepend=0.0) * precision).sum())

    def at(self, threshold):
        """(precision, recall, false boxes per photo without bibs)."""
        taken = self.scores > threshold
        right = int(self.right[taken].sum())
        return right / max(1, int(taken.sum())), right / max(1, self.bibs), int((self.empty > threshold).sum())

    def line(self, threshold=0.4):
        precision, recall, empty = self.at(threshold)
        return (
            f"ap50={self.average_precision():.4f} precision={precision:.4f} recall={recall:.4f} at {threshold} "
            f"bibs={self.bibs} photos={self.photos} false_on_empty={empty}"
        )


def judged(found, labels, counts):
    """(score, right) of each detection; those on bibs that count neither way are left out."""
    free = np.ones(len(labels), bool)
    verdicts = []
    for row in found:
        shared = overlaps(row[:4], labels) if len(labels) else np.zeros(0)
        fit = np.where(counts & free, shared, 0)
        if len(fit) and fit.max() >= OVERLAP:
            free[fit.argmax()] = False
            verdicts.append((row[4], True))
        elif not (len(labels) and (~counts & (inside(row[:4], labels) >= OVERLAP)).any()):
            verdicts.append((row[4], False))
    return verdicts


def inside(box, others):
    """Share of the box that lies in each other one."""
    size = np.clip(np.minimum(box[2:], others[:, 2:4]) - np.maximum(box[:2], others[:, :2]), 0, None)
    return size.prod(1) / max((box[2:] - box[:2]).prod(), 1e-9)


def measure(detect, photos):
    verdicts, bibs, count, empty, started = [], 0, 0, [], time.time()
    for pixels, labels, counts in photos:
        found = judged(detect(pixels), labels, counts)
        verdicts += found
        bibs += int(counts.sum())
        count += 1
        if not len(labels):
            empty += [score for score, _ in found]
    scores, right = (np.array([one[at] for one in verdicts]) for at in (0, 1))
    return Measured(scores, right.astype(bool), bibs, count, np.array(empty), time.time() - started)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--photos", required=True, help="folder that scenes.race wrote with held-out seeds")
    given = arguments.parse_args()
    measured = measure(onnx_detector(given.model), folder_photos(given.photos))
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        print("threshold {}: precision {:.3f}, recall {:.3f}, {} on photos without bibs".format(threshold, *measured.at(threshold)))
    print(f"bib_ap50={measured.average_precision():.4f} bib_photos={measured.photos} bibs={measured.bibs}")


if __name__ == "__main__":
    main()
