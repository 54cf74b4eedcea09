"""Writes a checkpoint's averaged weights as ONNX, stored as half floats, and checks the file against the network."""

import numpy as np
import onnxruntime
import torch
from torch import nn
from torch.nn import functional

from faces.embedder.aligned import MARGIN, Shard
from faces.embedder.net import SIZE, EmbedderNet
from faces.embedder.train import planes
from runs.export import answer, arguments, averaged, halve, told, write

LEAST_LIKENESS = 0.999
EVENNESS = 0.5
SAMPLE = 6
"""One in so many portraits is looked at to even out the directions."""


def network(checkpoint):
    return averaged(EmbedderNet(), checkpoint).eval()


@torch.no_grad()
def even(net, portraits):
    """Shrinks the directions in which faces differ most: the net learns those first, and then overrates them."""
    seen = [planes(face[None, MARGIN:-MARGIN, MARGIN:-MARGIN].copy()) for face in portraits.faces[::SAMPLE]]
    vectors = torch.cat([functional.normalize(net(face)) for face in seen])
    _, spread, directions = torch.linalg.svd(vectors - vectors.mean(0), full_matrices=False)
    change = directions.T @ torch.diag((spread / spread.mean()) ** -EVENNESS) @ directions
    net.head.weight.copy_(change @ net.head.weight)
    net.head.bias.copy_(change @ net.head.bias)


class BothWays(nn.Module):
    """A face and its mirror image together: what the two have in common is the person, what they do not is light and pose."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return functional.normalize(self.net(x)) + functional.normalize(self.net(x.flip(3)))


def export(net, path):
    sample = torch.zeros(2, 3, SIZE, SIZE)
    write(net, sample, path, ["face", "embedding"], {"face": {0: "n"}, "embedding": {0: "n"}})


def least_likeness(net, path):
    """The smallest cosine between the file's vectors and the network's, over pictures of noise and of smooth colours."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    torch.manual_seed(1)
    x = torch.rand(4, 3, SIZE, SIZE) * 2 - 1
    x[2:] = functional.avg_pool2d(x[2:], 15, 1, 7) * 4
    with torch.no_grad():
        expected = net(x).numpy()
    found = answer(session, x.numpy(), expected)
    lengths = np.linalg.norm(found, axis=1) * np.linalg.norm(expected, axis=1)
    return float(((found * expected).sum(1) / lengths).min())


def main():
    parser = arguments(__doc__)
    parser.add_argument("--faces", required=True, help="folder that faces.embedder.aligned filled")
    given = told(parser)
    path = given.out
    torch.set_num_threads(1)
    net = network(given.checkpoint)
    even(net, Shard(given.faces, "portraits"))
    both = BothWays(net).eval()
    export(both, path)
    halve(path)
    least = least_likeness(both, path)
    if least < LEAST_LIKENESS:
        raise SystemExit(f"{path} gives vectors whose cosine with the network's is only {least:.5f}")
    print(f"{path}: {path.stat().st_size} bytes, cosine with the network's vectors at least {least:.6f}")


if __name__ == "__main__":
    main()
