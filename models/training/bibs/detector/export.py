"""Writes a checkpoint's averaged weights as ONNX, stored as half floats, and checks the file against the network."""

import numpy as np
import onnxruntime
import torch

from bibs.detector.evaluate import letterboxed
from bibs.detector.net import SIDE, BibDetectorNet, Decoded
from runs.export import answer, arguments, averaged, halve, told, write
from scenes import race

SCORE_TOLERANCE = 0.02
PIXEL_TOLERANCE = 2.0
SEED = 900200
PHOTOS = 4


def network(checkpoint):
    return Decoded(averaged(BibDetectorNet(), checkpoint)).eval()


def largest_differences(net, path):
    """(of scores, of boxes in pixels where something was found) on drawn photos."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    scores = pixels = 0.0
    for at in range(PHOTOS):
        photo, _ = race.scene(np.random.default_rng((SEED, at)), 640, 480)
        x = letterboxed(photo)[0][..., ::-1].transpose(2, 0, 1)[None].astype(np.float32) / 255
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        found = answer(session, x, expected)
        apart = np.abs(found - expected)[0]
        scores = max(scores, float(apart[4].max()))
        pixels = max(pixels, float((apart[:4] * (expected[0, 4] > 0.2)).max()))
    return scores, pixels


def main():
    given = told(arguments(__doc__))
    path = given.out
    net = network(given.checkpoint)
    write(net, torch.zeros(1, 3, SIDE, SIDE), path, ["images", "output0"])
    halve(path)
    scores, pixels = largest_differences(net, path)
    if scores > SCORE_TOLERANCE or pixels > PIXEL_TOLERANCE:
        raise SystemExit(f"{path} differs from the network by {scores:.4f} in scores and {pixels:.2f} pixels in boxes")
    print(f"{path}: {path.stat().st_size} bytes, differs by at most {scores:.4f} in scores and {pixels:.2f} pixels in boxes")


if __name__ == "__main__":
    main()
