"""Faces cut to where an embedder expects their landmarks, with a margin, and what the teacher says of them: shards on disk."""

import argparse
import pathlib
import time

import cv2
import numpy as np
import onnxruntime

from faces.portraits import Portraits

SIZE = 112
MARGIN = 16
TEMPLATE = np.float32([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]])
TEACHER_SIZE = 128
TEACHER_TEMPLATE = TEACHER_SIZE * np.float32(
    [[0.31557, 0.46157], [0.68262, 0.46157], [0.50026, 0.64051], [0.34947, 0.82469], [0.65344, 0.82469]]
)
ALIKE = 0.25
MANY_ALIKE = 100


def similarity(points, template):
    """Umeyama's rotation, scale and shift from points to a template, 2 by 3; reflections are never chosen."""
    start, end = points.mean(0), template.mean(0)
    (x, y), (u, v) = (points - start).T, (template - end).T
    cosine, sine = np.array([x @ u + y @ v, x @ v - y @ u]) / (x @ x + y @ y)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.column_stack([turn, end - turn @ start])


def moved(points, matrix):
    return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def aligned(picture, points, template=TEMPLATE, size=SIZE):
    return cv2.warpAffine(picture, similarity(points, template), (size, size))


def with_margin(picture, points):
    """(face with a margin on all sides, its landmarks there)."""
    matrix, size = similarity(points, TEMPLATE + MARGIN), SIZE + 2 * MARGIN
    return cv2.warpAffine(picture, matrix, (size, size)), moved(points, matrix)


class Teacher:
    """face-reidentification-retail-0095 (Apache-2.0): BGR faces in its own alignment to vectors of length one."""

    def __init__(self, path, threads=1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    @staticmethod
    def cut(picture, points):
        return aligned(picture, points, TEACHER_TEMPLATE, TEACHER_SIZE)

    def vectors(self, faces):
        found = [self.session.run(None, {self.input: planes(face)})[0].reshape(-1) for face in faces]
        return normalised(np.stack(found))

    def both_ways(self, faces):
        """Of a face and its mirror image together: what does not hang on the side."""
        return normalised(self.vectors(faces) + self.vectors([face[:, ::-1] for face in faces]))


def planes(face):
    return np.ascontiguousarray(face.transpose(2, 0, 1)[None], np.float32)


def normalised(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def rarity(targets, portraits):
    """Odds of faces like few of the portraits, above those of faces like many: else the net learns old men in grey best."""
    alike = [(targets[at : at + 1000] @ portraits.T > ALIKE).sum(1) for at in range(0, len(targets), 1000)]
    return 1 / (np.concatenate(alike) + MANY_ALIKE)


class Shard:
    """faces uint8 [N, 144, 144, 3] BGR on disk, points [N, 5, 2] in them, targets [N, 256] of the teacher."""

    def __init__(self, folder, name):
        folder = pathlib.Path(folder)
        self.faces = np.load(folder / f"faces-{name}.npy", mmap_mode="r")
        self.points, self.targets = np.load(folder / f"points-{name}.npy"), np.load(folder / f"targets-{name}.npy")

    def __len__(self):
        return len(self.targets)


def write(folder, name, drawn, teacher):
    """Writes a shard of the pairs (face with margin, landmarks) drawn; the targets come last and make it count."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    faces, points, targets = [], [], []
    for face, marks in drawn:
        faces.append(face)
        points.append(marks)
        targets.append(teacher.both_ways([Teacher.cut(face, marks)]))
    np.save(folder / f"faces-{name}.npy", np.stack(faces))
    np.save(folder / f"points-{name}.npy", np.stack(points))
    np.save(folder / f"targets-{name}.npy", np.concatenate(targets))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True, help="folder of *.jpg")
    arguments.add_argument("--labels", required=True, help="what faces.portraits wrote")
    arguments.add_argument("--teacher", required=True, help="face_reidentification_retail_0095.onnx")
    arguments.add_argument("--out", required=True, help="folder of the shard")
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    started = time.time()
    portraits = Portraits(given.portraits, given.labels, held_out=False)
    drawn = (with_margin(portraits.pixels(at), portraits.landmarks[at]) for at in range(len(portraits)))
    write(given.out, "portraits", drawn, Teacher(given.teacher))
    print(f"{len(portraits)} portraits in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
