"""Writes the trained face detector as ONNX in SCRFD's layout and checks that both answer alike."""

import numpy as np
import onnxruntime
import torch

from faces.detector import net as face_net
from runs.export import arguments, averaged, told, write

SIDE = 640
TOLERANCE = 1e-3


def network(checkpoint):
    return averaged(face_net.FaceNet(), checkpoint).eval()


def export(net, path):
    names = [f"{kind}_{stride}" for kind in ("score", "box", "points") for stride in face_net.STRIDES]
    write(face_net.Scrfd(net).eval(), torch.zeros(1, 3, SIDE, SIDE), path, ["x", *names])


def largest_difference(net, path):
    """Of scores, and of boxes and landmarks in pixels, between the file and what the training works with."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    torch.manual_seed(1)
    x = torch.rand(1, 3, SIDE, SIDE) * 2 - 1
    with torch.no_grad():
        values = net(x)[0]
    where = torch.from_numpy(face_net.anchors(SIDE, SIDE))
    found = session.run(None, {"x": x.numpy()})
    scores, boxes, points = (np.concatenate(found[at : at + 3]) for at in (0, 3, 6))
    distances = boxes * where[:, 3:].numpy()
    corners = np.concatenate([where[:, :2] - distances[:, :2], where[:, :2] + distances[:, 2:]], 1)
    places = where[:, None, :2].numpy() + points.reshape(-1, 5, 2) * where[:, 3:, None].numpy()
    expected = values[:, 0].sigmoid(), face_net.boxes(values[:, 1:5], where), face_net.points(values[:, 5:], where)
    pairs = zip((scores[:, 0], corners / SIDE, places / SIDE), (expected[0], expected[1] / SIDE, expected[2] / SIDE), strict=True)
    return max(float(np.abs(one - other.numpy()).max()) for one, other in pairs)


def main():
    given = told(arguments(__doc__))
    path = given.out
    net = network(given.checkpoint)
    export(net, path)
    worst = largest_difference(net, path)
    if worst > TOLERANCE:
        raise SystemExit(f"{path} differs from the network by {worst:.4f}, more than {TOLERANCE}")
    print(f"{path}: {path.stat().st_size} bytes, differs from the network by at most {worst:.6f}")


if __name__ == "__main__":
    main()
