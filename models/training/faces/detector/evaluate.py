"""Measures an exported face detector on held-out scenes and on real photos with known faces."""

import argparse
import json
import pathlib
import time

import cv2
import numpy as np
import onnxruntime

from faces.detector.measures import Tally, overlaps, suppressed

SIDE = 640
STRIDES = (8, 16, 32)
LOWEST = 0.05
MATCH = 0.5
SIZES = (7, 12, 20, 40, 80, 160, 640)


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Detector:
    """Any model in SCRFD's layout with nine outputs."""

    def __init__(self, path):
        self.session = session(path)
        self.input = self.session.get_inputs()[0].name
        self.seconds, self.count = 0.0, 0

    def detect(self, pixels, threshold):
        """(boxes, scores, landmarks) in pixels of the photo, best first."""
        height, width = pixels.shape[:2]
        wide, tall = (int(SIDE * width / height), SIDE) if height > width else (SIDE, int(SIDE * height / width))
        canvas = np.zeros((SIDE, SIDE, 3), np.uint8)
        canvas[:tall, :wide] = cv2.resize(pixels, (wide, tall), interpolation=cv2.INTER_LINEAR)
        boxes, scores, landmarks = self.decoded(self.run(canvas), threshold)
        kept = suppressed(boxes, scores)
        scale = tall / height
        return boxes[kept] / scale, scores[kept], landmarks[kept] / scale

    def run(self, canvas):
        blob = cv2.dnn.blobFromImage(canvas, 1 / 128, (SIDE, SIDE), (127.5, 127.5, 127.5), swapRB=True)
        started = time.perf_counter()
        outputs = self.session.run(None, {self.input: blob})
        self.seconds += time.perf_counter() - started
        self.count += 1
        return outputs

    @staticmethod
    def decoded(outputs, threshold):
        boxes, scores, landmarks = [], [], []
        for level, stride in enumerate(STRIDES):
            score = outputs[level].reshape(-1)
            anchor = np.flatnonzero(score >= threshold)
            cell = anchor // 2
            x, y = cell % (SIDE // stride) * stride, cell // (SIDE // stride) * stride
            box = outputs[3 + level].reshape(-1, 4)[anchor] * stride
            points = outputs[6 + level].reshape(-1, 5, 2)[anchor] * stride
            boxes.append(np.stack([x - box[:, 0], y - box[:, 1], x + box[:, 2], y + box[:, 3]], 1))
            landmarks.append(points + np.stack([x, y], 1)[:, None])
            scores.append(score[anchor])
        return np.concatenate(boxes), np.concatenate(scores), np.concatenate(landmarks)


def held_out(detector, folder, threshold):
    tally = Tally()
    for path in sorted(pathlib.Path(folder).glob("faces-*.npz")):
        kept = np.load(path)
        rows = np.split(kept["rows"], np.cumsum(kept["counts"])[:-1])
        frames = np.load(path.with_name(path.name.replace("faces", "frames")).with_suffix(".npy"), mmap_mode="r")
        for frame, faces in zip(frames, rows, strict=True):
            canvas = np.zeros((SIDE, SIDE, 3), np.uint8)
            canvas[: frame.shape[0], : frame.shape[1]] = frame
            boxes, scores, landmarks = detector.decoded(detector.run(canvas), LOWEST)
            order = suppressed(boxes, scores)
            tally.add(boxes[order], scores[order], landmarks[order], faces)
    recall, false = tally.at(threshold)
    for low, high, count, share in tally.recall_of_sizes(threshold, SIZES):
        print(f"faces of {low} to {high} pixels: {share:.3f} of {count} found")
    for other in np.arange(0.2, 0.81, 0.05):
        print(f"score {other:.2f}: recall {tally.at(other)[0]:.3f}, false per scene {tally.at(other)[1]:.3f}")
    return [
        f"face_synthetic_ap50={tally.average_precision():.4f}",
        f"face_synthetic_recall={recall:.3f}",
        f"face_synthetic_false_per_scene={false:.3f}",
        f"face_synthetic_landmarks={tally.landmark_error(threshold, 20):.4f}",
    ]


def real(detector, folder, golden, threshold):
    """Recall and false detections against the boxes in a golden file; a nose marked by hand in a box makes it no false one."""
    hits = total = false = 0
    off = []
    for name, photo in json.loads(pathlib.Path(golden).read_text()).items():
        boxes, _, landmarks = detector.detect(cv2.imread(str(pathlib.Path(folder) / name)), threshold)
        free = set(range(len(boxes)))
        for face in photo["faces"]:
            total += 1
            share = overlaps(np.float32(face["bbox"]), boxes) if len(boxes) else np.zeros(0)
            share[[at for at in range(len(boxes)) if at not in free]] = 0
            if len(share) and share.max() >= MATCH:
                best = int(share.argmax())
                free.remove(best)
                hits += 1
                size = np.sqrt(np.prod(np.float32(face["bbox"][2:]) - face["bbox"][:2]))
                off.append(np.hypot(*(landmarks[best] - np.float32(face["landmarks"])).T).mean() / size)
        noses = np.float32(photo["noses"]).reshape(-1, 2)
        false += sum(not ((noses >= boxes[at][:2]) & (noses <= boxes[at][2:])).all(1).any() for at in free)
    return [
        f"face_recall={hits / max(1, total):.3f}",
        f"face_found={hits}/{total}",
        f"face_false={false}",
        f"face_landmarks={np.median(off) if off else float('nan'):.4f}",
    ]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--held-out", help="folder with scenes of held-out portraits")
    arguments.add_argument("--real", help="folder with photos; never trained or tuned on")
    arguments.add_argument("--golden", help="JSON with the faces of those photos")
    arguments.add_argument("--score", type=float, default=0.5)
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    detector, line = Detector(given.model), []
    if given.real:
        line += real(detector, given.real, given.golden, given.score)
    if given.held_out:
        line += held_out(detector, given.held_out, given.score)
    line += [f"face_ms={detector.seconds / max(1, detector.count) * 1000:.2f}", f"face_bytes={pathlib.Path(given.model).stat().st_size}"]
    print(" ".join(line))


if __name__ == "__main__":
    main()
