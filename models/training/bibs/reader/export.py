"""Writes a checkpoint's averaged weights as ONNX, checks the file against the network, and stores the weights as half floats."""

import cv2
import numpy as np
import onnxruntime
import torch

from bibs.reader import crops as bib_crops
from bibs.reader.net import HEIGHT, WIDTH, BibReaderNet, Probabilities
from runs.export import answer, arguments, averaged, halve, told, write

TOLERANCE = 0.001
HALF_TOLERANCE = 0.001


def network(checkpoint):
    return Probabilities(averaged(BibReaderNet(), checkpoint)).eval()


def export(net, path):
    sample = torch.zeros(2, 3, HEIGHT, WIDTH)
    dynamic = {"x": {0: "n", 3: "width"}, "probabilities": {0: "n"}}
    write(net, sample, path, ["x", "probabilities"], dynamic)


def differences(net, path):
    """How far the file's probabilities lie from the network's: (at most, on average)."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(1)
    off = []
    for count, width in ((1, 160), (3, 96), (20, 160), (2, 200)):
        x = drawn(rng, count, width)
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        found = answer(session, x, expected)
        off.append(np.abs(found - expected).ravel())
    off = np.concatenate(off)
    return float(off.max()), float(off.mean())


def drawn(rng, count, width):
    crops = [cv2.resize(bib_crops.crop(rng)[0], (width, HEIGHT)) for _ in range(count)]
    return ((np.stack(crops).astype(np.float32) / 255 - 0.5) / 0.5).transpose(0, 3, 1, 2)


def main():
    given = told(arguments(__doc__))
    path = given.out
    net = network(given.checkpoint)
    export(net, path)
    worst, _ = differences(net, path)
    halve(path)
    _, average = differences(net, path)
    if worst > TOLERANCE or average > HALF_TOLERANCE:
        raise SystemExit(f"{path} differs from the network by up to {worst:.5f}, with half floats by {average:.5f} on average")
    print(f"{path}: {path.stat().st_size} bytes, differs by up to {worst:.5f}, with half floats by {average:.5f} on average")


if __name__ == "__main__":
    main()
