"""Imports every module, and takes one tiny step of each generator, training, export and evaluation: `run smoke`.

Says nothing of how good a model is; it finds what no longer runs."""

import importlib
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
STARTER = HERE.parent / "packs" / "starter"
NEEDED = ("torch", "numpy", "cv2", "PIL", "onnx", "onnxruntime", "lightgbm")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
NO_TYPEFACES = "there are no typefaces (fontconfig, and the packages of models/training/typefaces.txt)"
MOMENT = 1e-6
"""Minutes of training: over before a second step."""
PORTRAITS = 145
"""Of which a tenth is held out; the directions of an embedder's 128 numbers come from as many of the others."""


def modules():
    return sorted(".".join(path.relative_to(HERE).with_suffix("").parts) for path in HERE.glob("*/**/*.py") if path.stem != "__init__")


def ran(module, *arguments):
    """What the command line would do."""
    kept, sys.argv = sys.argv, [module, *map(str, arguments)]
    try:
        importlib.import_module(module).main()
    finally:
        sys.argv = kept


def trained(test, module, step, *arguments):
    """One step of a training, kept; then a run from that checkpoint, which is over at once."""
    import torch

    trainer = importlib.import_module(module)
    arguments = [*arguments, "--minutes", MOMENT, "--resume"]
    training = {}

    class Noted(trainer.Training):
        def run(self):
            before = [one.clone() for one in self.net.parameters()]
            losses = step(trainer, self)
            test.assertTrue(all(loss == loss for loss in losses), losses)
            test.assertTrue(any(not torch.equal(*pair) for pair in zip(before, self.net.parameters(), strict=True)), "no weight has moved")
            test.assertEqual(self.step, 1)
            self.save()
            training["made"] = self

    real, trainer.Training = trainer.Training, Noted
    try:
        ran(module, *arguments)
    finally:
        trainer.Training = real
    ran(module, *arguments)


def has_typefaces():
    try:
        importlib.import_module("scenes.typefaces").files()
    except (SystemExit, OSError, subprocess.SubprocessError):
        return False
    return True


class Imports(unittest.TestCase):
    def test_every_module_is_imported(self):
        for module in modules():
            with self.subTest(module):
                importlib.import_module(module)


class Manifest(unittest.TestCase):
    def test_the_starter_pack_names_its_files_as_they_are(self):
        from runs import pin

        manifest = STARTER.with_suffix(".json")
        self.assertEqual(pin.pinned(manifest, STARTER), manifest.read_text())


class Step(unittest.TestCase):
    """A folder of its own, shared by the tests of a class, which are run in the order of their names."""

    @classmethod
    def setUpClass(cls):
        kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(kept.cleanup)
        cls.folder = pathlib.Path(kept.name)


@unittest.skipUnless(not MISSING and has_typefaces(), NO_TYPEFACES)
class Reader(Step):
    def test_bib_reader(self):
        crops, checkpoint = self.folder / "crops", self.folder / "reader.pt"
        ran("bibs.reader.crops", "--out", crops, "--count", 4, "--seed", 1, "--workers", 1)
        ran("bibs.reader.scene_crops", "--out", crops, "--count", 2, "--seed", 2, "--workers", 1)
        trained(self, "bibs.reader.train", self.step, "--crops", crops, "--held-out", crops, "--checkpoint", checkpoint, "--batch", 4)
        ran("bibs.reader.export", "--checkpoint", checkpoint, "--out", self.folder / "bib-reader.onnx")
        ran("bibs.reader.evaluate", "--model", self.folder / "bib-reader.onnx", "--held-out", crops)

    @staticmethod
    def step(trainer, training):
        import numpy

        crops = trainer.Crops(training.given.crops)
        return training.learn(numpy.random.default_rng(1), *crops.batch(crops.where), 0.0)


@unittest.skipUnless(not MISSING and has_typefaces(), NO_TYPEFACES)
class BibDetector(Step):
    def test_bib_detector(self):
        photos, checkpoint = self.folder / "photos", self.folder / "bibs.pt"
        ran("bibs.detector.shards", "--out", photos, "--count", 2, "--seed", 1)
        ran("scenes.race", "--out", self.folder / "scenes", "--count", 1, "--width", 320, "--height", 240)
        trained(self, "bibs.detector.train", self.step, "--photos", photos, "--held-out", photos, "--checkpoint", checkpoint, "--batch", 2)
        ran("bibs.detector.export", "--checkpoint", checkpoint, "--out", self.folder / "bib-detector.onnx")
        ran("bibs.detector.evaluate", "--model", self.folder / "bib-detector.onnx", "--photos", self.folder / "scenes")

    @staticmethod
    def step(trainer, training):
        import numpy

        photos = trainer.bib_windows.Photos(training.given.photos)
        side = trainer.bib_windows.SIDES[0]
        return training.learn(*trainer.bib_windows.batch(numpy.random.default_rng(1), photos, photos.where, side), 0.0)

class Faces(Step):
    """With portraits and a teacher made up here: noise with a face drawn on it, and random filters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teacher, cls.portraits = cls.folder / "teacher.onnx", cls.folder / "portraits"
        make_teacher(cls.teacher)
        make_portraits(cls.portraits)

    def labelled(self, training, held_out):
        """Labels of at most so many portraits of each kind."""
        import numpy

        from faces.portraits import is_held_out

        names = [path.name for path in sorted(self.portraits.iterdir())]
        chosen = [name for name in names if not is_held_out(name)][:training] + [name for name in names if is_held_out(name)][:held_out]
        path = self.folder / f"labels-{training}.npz"
        numpy.savez(path, names=numpy.array(chosen), boxes=numpy.float32([[52, 48, 140, 164]] * len(chosen)),
                    landmarks=numpy.stack([landmarks()] * len(chosen)))
        return path

    def test_face_detector(self):
        scenes, held_out, checkpoint = self.folder / "scenes", self.folder / "unseen", self.folder / "faces.pt"
        given = ("--portraits", self.portraits, "--labels", self.labelled(4, 2), "--count", 2, "--frame", 192)
        ran("faces.detector.scenes", *given, "--out", scenes)
        ran("faces.detector.scenes", *given, "--out", held_out, "--held-out")
        trained(self, "faces.detector.train", self.detector_step, "--scenes", scenes, "--held-out", held_out, "--checkpoint", checkpoint,
                "--area", 2 * 192**2)
        ran("faces.detector.export", "--checkpoint", checkpoint, "--out", self.folder / "face-detector.onnx")
        ran("faces.detector.evaluate", "--model", self.folder / "face-detector.onnx", "--held-out", held_out)

    @staticmethod
    def detector_step(trainer, training):
        import numpy

        scenes = trainer.Scenes(training.given.scenes)
        return training.learn(numpy.random.default_rng(1), [scenes.scene(place) for place in scenes.where[192]], 0.0)

    def test_face_embedder(self):
        faces, held_out, checkpoint = self.folder / "faces", self.folder / "held-out", self.folder / "embedder.pt"
        portraits = ("--portraits", self.portraits, "--labels", self.labelled(PORTRAITS, 3), "--teacher", self.teacher)
        ran("faces.embedder.aligned", *portraits, "--out", faces)
        ran("faces.embedder.drawn", "--faces", faces, "--teacher", self.teacher, "--count", 4)
        ran("faces.embedder.held_out", *portraits, "--write", held_out)
        trained(self, "faces.embedder.train", self.embedder_step, "--faces", faces, "--held-out", held_out, "--checkpoint", checkpoint,
                "--batch", 2)
        model = self.folder / "face-embedder.onnx"
        ran("faces.embedder.export", "--checkpoint", checkpoint, "--faces", faces, "--out", model)
        ran("faces.embedder.evaluate", "--model", model, "--held-out", held_out, "--teacher", self.teacher)

    @staticmethod
    def embedder_step(trainer, training):
        import numpy

        views = trainer.Views(training.given.faces, training.space, training.portraits)
        return training.learn(numpy.random.default_rng(1), *views.batch(views.where), 0.0)


def make_teacher(path):
    """Vectors of 256 numbers from faces of 128 by 128 pixels, by filters that see contrast alone."""
    import numpy
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    filters = numpy.random.default_rng(1).normal(size=(4, 3, 16, 16)).astype(numpy.float32)
    filters -= filters.mean((1, 2, 3), keepdims=True)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["face", "filters"], ["vector"], strides=[16, 16])],
        "teacher",
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, 128, 128])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, 4, 8, 8])],
        [numpy_helper.from_array(filters, "filters")],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


def landmarks():
    from faces.embedder.aligned import TEMPLATE

    return TEMPLATE + 40


def make_portraits(folder):
    import cv2
    import numpy

    folder.mkdir()
    rng = numpy.random.default_rng(1)
    for at in range(PORTRAITS):
        picture = cv2.resize(rng.integers(0, 256, (24, 24, 3), numpy.uint8), (192, 192), interpolation=cv2.INTER_CUBIC)
        cv2.ellipse(picture, (96, 106), (44, 58), 0, 0, 360, rng.integers(90, 220, 3).tolist(), -1)
        for x, y in numpy.int32(landmarks()).tolist():
            cv2.circle(picture, (x, y), 6, rng.integers(0, 90, 3).tolist(), -1)
        cv2.imwrite(str(folder / f"portrait-{at}.jpg"), picture)


class Moods(Step):
    def test_activity(self):
        weeks, held_out, checkpoint, out = (self.folder / name for name in ("weeks", "held-out", "activity.pt", "out"))
        ran("mood.activity", "--out", weeks, "--seed", 1, "--people", 4, "--days", 12)
        ran("mood.activity", "--out", held_out, "--seed", 900001, "--people", 8, "--days", 78)
        trained(self, "mood.train_activity", self.step, "--weeks", weeks, "--held-out", held_out, "--checkpoint", checkpoint, "--batch", 4)
        ran("mood.export_activity", "--checkpoint", checkpoint, "--out", self.folder / "activity-episodes.onnx")
        model = self.folder / "activity-episodes.onnx"
        ran("mood.evaluate_activity", "--model", model, "--held-out", held_out, "--trees", STARTER, "--out", out)

    @staticmethod
    def step(trainer, training):
        weeks = trainer.Weeks(training.given.weeks)
        return training.learn(*weeks.batch(weeks.where[:4]), 0.0)

    def test_trees(self):
        ran("mood.train_trees", "--out", self.folder / "trees", "--people", 40, "--days", 60, "--rows", 600, "--held-out", 20)

    def test_examples(self):
        ran("mood.examples", "--out", self.folder / "examples")



if __name__ == "__main__":
    if MISSING:
        print(f"skipped, since {sys.executable} has no {', '.join(MISSING)} (models/training/requirements.txt): "
              "the smoke test of the trainings")
        sys.exit()
    begun = time.monotonic()
    result = unittest.main(exit=False, verbosity=2, buffer=True).result
    for test, reason in result.skipped:
        print(f"skipped, since {reason}: {test}")
    print(f"{time.monotonic() - begun:.1f} s")
    sys.exit(not result.wasSuccessful())
