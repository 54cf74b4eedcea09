"""Portraits labelled by YuNet (MIT): one face each, its box and five landmarks; a tenth of them is never trained on."""

import argparse
import hashlib
import pathlib
import time

import cv2
import numpy as np

SCORE = 0.8
HELD_OUT_OF_256 = 26


def is_held_out(name):
    """Decided by the file's name alone, so that every model holds out the same portraits."""
    return hashlib.sha256(name.encode()).digest()[0] < HELD_OUT_OF_256


class Portraits:
    """What label() wrote: names, boxes [N, 4] (x1 y1 x2 y2), landmarks [N, 5, 2] (left eye as seen first), in pixels."""

    def __init__(self, folder, labels, held_out):
        kept = np.load(labels)
        chosen = np.array([is_held_out(name) == held_out for name in kept["names"]])
        self.folder = pathlib.Path(folder)
        self.names = kept["names"][chosen]
        self.boxes, self.landmarks = kept["boxes"][chosen], kept["landmarks"][chosen]

    def __len__(self):
        return len(self.names)

    def pixels(self, at):
        """uint8 BGR."""
        return cv2.imread(str(self.folder / self.names[at]))


def face(detector, pixels):
    """(box, landmarks) of the only face, or nothing."""
    height, width = pixels.shape[:2]
    detector.setInputSize((width, height))
    _, found = detector.detect(pixels)
    if found is None or len(found) != 1:
        return None
    x, y, w, h = found[0, :4]
    return np.float32([x, y, x + w, y + h]), found[0, 4:14].reshape(5, 2).astype(np.float32)


def label(folder, yunet, out):
    cv2.setNumThreads(1)
    detector = cv2.FaceDetectorYN.create(str(yunet), "", (320, 320), SCORE, 0.3)
    started, names, boxes, landmarks = time.time(), [], [], []
    paths = sorted(pathlib.Path(folder).glob("*.jpg"))
    for path in paths:
        found = face(detector, cv2.imread(str(path)))
        if found is not None:
            names.append(path.name)
            boxes.append(found[0])
            landmarks.append(found[1])
    out = pathlib.Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(out, names=np.array(names), boxes=np.stack(boxes), landmarks=np.stack(landmarks))
    print(f"{len(names)} of {len(paths)} portraits labelled in {time.time() - started:.0f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True, help="folder of *.jpg")
    arguments.add_argument("--yunet", required=True, help="face_detection_yunet_2023mar.onnx")
    arguments.add_argument("--out", required=True, help="labels, an .npz file")
    given = arguments.parse_args()
    label(given.portraits, given.yunet, given.out)


if __name__ == "__main__":
    main()
