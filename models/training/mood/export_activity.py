"""Writes a checkpoint's averaged weights as ONNX, stored as half floats, and checks the file against the network."""

import numpy as np
import onnxruntime
import torch

from mood import activity, activity_net, days
from runs.export import answer, arguments, averaged, halve, told, write

TOLERANCE = 0.005
SEED = 900200
PEOPLE, DAYS = 40, 14


def network(checkpoint):
    return activity_net.Probabilities(averaged(activity_net.ActivityNet(), checkpoint)).eval()


def weeks():
    """Drawn weeks, one without any count, one with a single count and one on another scale."""
    counts = activity.weeks(days.draw(SEED, PEOPLE, DAYS), SEED).astype(np.float32)
    found = np.concatenate([counts[:, : activity_net.MINUTES], counts[:, -activity_net.MINUTES :]])
    found[0], found[1] = 0, 0
    found[1, 5] = 1
    found[2] *= 1e-3
    return found


def largest_difference(net, path):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for x in (weeks(), weeks()[:1]):
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        worst = max(worst, float(np.abs(answer(session, x, expected) - expected).max()))
    return worst


def main():
    given = told(arguments(__doc__))
    path = given.out
    net = network(given.checkpoint)
    sample = torch.zeros(2, activity_net.MINUTES)
    write(net, sample, path, ["minutes", "probabilities"], {"minutes": {0: "n"}, "probabilities": {0: "n"}})
    halve(path)
    worst = largest_difference(net, path)
    if not worst <= TOLERANCE:
        raise SystemExit(f"{path} differs from the network by up to {worst:.5f}")
    print(f"{path}: {path.stat().st_size} bytes, differs by up to {worst:.5f}")


if __name__ == "__main__":
    main()
