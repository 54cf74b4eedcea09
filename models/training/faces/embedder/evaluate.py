"""Measures a face embedder on held-out portraits against disturbed copies of them and, if given, on real photos."""

import argparse
import json
import pathlib
import time

import cv2
import numpy as np
import onnxruntime

from faces.embedder.aligned import Teacher, aligned, normalised
from faces.embedder.held_out import HeldOut, accepted

RUNS = 60
QUARTILE = RUNS // 4


class Student:
    """The embedder as the pack uses it: BGR faces in the template's alignment to vectors of length one."""

    cut = staticmethod(aligned)

    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def vectors(self, faces):
        return normalised(np.concatenate([self.session.run(None, {"face": self.planes(face)})[0] for face in faces]))

    @staticmethod
    def planes(face):
        return np.ascontiguousarray((face[None, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32) - 127.5) / 127.5)


def held_out_report(name, model, folder):
    held_out = HeldOut(folder, model.cut)
    similarities = model.vectors(held_out.faces) @ model.vectors(held_out.copies).T
    share, threshold = accepted(similarities)
    same, names = np.diag(similarities), held_out.names
    print(f"{name}: accepted {share:.4f} at FAR 1e-3, threshold {threshold:.3f}, copies' mean similarity {same.mean():.3f}")
    kinds = [f"{kind} {(same[held_out.kinds == kind] > threshold).mean():.2f}" for kind in sorted({*held_out.kinds})]
    print(f"  by kind: {', '.join(kinds)}")
    strangers = np.where(np.eye(len(names), dtype=bool), -1, similarities)
    tail = np.quantile(strangers[strangers > -1], [0.99, 0.999, 0.9999, 0.99999]).round(3).tolist()
    print(f"  strangers' quantiles 0.99 to 0.99999: {tail}; copies' 0.01 to 0.1: {np.quantile(same, [0.01, 0.05, 0.1]).round(3).tolist()}")
    for at in np.argsort(strangers, axis=None)[::-1][:5]:
        one, other = np.unravel_index(at, strangers.shape)
        print(f"  most alike: {names[one]} and the copy ({held_out.kinds[other]}) of {names[other]}: {strangers[one, other]:.3f}")
    return share


def photo_report(name, model, photos, golden):
    """(least similarity of two faces of one person, greatest of any others)."""
    faces, people = [], []
    for file, photo in json.loads(pathlib.Path(golden).read_text()).items():
        picture = cv2.imread(str(pathlib.Path(photos) / file))
        for found in photo["faces"]:
            faces.append(model.cut(picture, np.float32(found["landmarks"]).reshape(5, 2)))
            people.append(photo["person"] or f"{file} {len(faces)}")
    vectors, people = model.vectors(faces), np.array(people)
    pairs = np.triu_indices(len(faces), 1)
    similarities, same = (vectors @ vectors.T)[pairs], people[pairs[0]] == people[pairs[1]]
    print(f"{name}, photos: {same.sum()} pairs of one person {np.sort(similarities[same])[:5].round(3).tolist()} and up, "
          f"{(~same).sum()} others {np.sort(similarities[~same])[-5:].round(3).tolist()} and down")
    return similarities[same].min(), similarities[~same].max()


def time_ratio(model, teacher, folder):
    """Of the lower quartiles of single runs in turn, as other work on the machine only ever adds."""
    models, took = (model, teacher), ([], [])
    faces = [HeldOut(folder, one.cut).faces[:1] for one in models]
    for _ in range(RUNS):
        for one, face, times in zip(models, faces, took, strict=True):
            started = time.perf_counter()
            one.vectors(face)
            times.append(time.perf_counter() - started)
    ours, theirs = (sorted(times)[QUARTILE] for times in took)
    return ours / theirs


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", required=True, help="face-embedder.onnx")
    arguments.add_argument("--held-out", required=True, help="folder that faces.embedder.held_out filled")
    arguments.add_argument("--teacher", help="face_reidentification_retail_0095.onnx, to measure it beside")
    arguments.add_argument("--photos", help="folder of real photos")
    arguments.add_argument("--golden", help="photos.json with their faces' landmarks and people")
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    student = Student(given.model)
    figures = {"tar_far1e3": held_out_report("student", student, given.held_out)}
    if given.teacher:
        teacher = Teacher(given.teacher)
        figures["teacher_tar_far1e3"] = held_out_report("teacher", teacher, given.held_out)
        figures["time_ratio"] = time_ratio(student, teacher, given.held_out)
    if given.photos:
        figures["same_min"], figures["different_max"] = photo_report("student", student, given.photos, given.golden)
    print(" ".join(f"{name}={value:.4f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
