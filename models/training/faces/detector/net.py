"""The face detector: thin convolutions down to three grids, on which each place says whether a face of either of two sizes is there."""

import copy

import numpy as np
import torch
from torch import nn

STRIDES = (8, 16, 32)
SIZES = ((12.0, 24.0), (48.0, 96.0), (192.0, 384.0))
ANCHORS = 2
SCORE, BOX, POINTS = 1, 4, 10
VALUES = SCORE + BOX + POINTS


def convolved(channels, more, kernel, stride=1, groups=1):
    return [
        nn.Conv2d(channels, more, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(more),
    ]


class Dense(nn.Sequential):
    def __init__(self, channels, more, stride):
        super().__init__(*convolved(channels, more, 3, stride), nn.ReLU(inplace=True))


class Exact(nn.Sequential):
    """Trained in single floats: thin layers and wide or striding filters are slow in bfloat16."""

    def forward(self, x):
        with torch.autocast(x.device.type, enabled=False):
            return super().forward(x.float())


class Separable(nn.Module):
    """Each channel by itself, then all channels of a place; added to what came in where the shapes allow."""

    def __init__(self, channels, more, kernel=3, stride=1):
        super().__init__()
        kind = Exact if stride > 1 or kernel > 3 else nn.Sequential
        self.each = kind(*convolved(channels, channels, kernel, stride, channels), nn.ReLU(inplace=True))
        self.all = nn.Sequential(*convolved(channels, more, 1))
        self.adds = channels == more and stride == 1

    def forward(self, x):
        seen = self.all(self.each(x))
        return torch.relu(x + seen if self.adds else seen)


class FaceNet(nn.Module):
    """[N, 3, H, W] RGB, (value - 127.5) / 128, to logits and distances [N, anchors, 15] in halves of the anchor's size."""

    def __init__(self, widths=(16, 32, 64, 96, 128), neck=64):
        super().__init__()
        two, four, eight, sixteen, thirty_two = widths
        self.fine = nn.Sequential(
            Exact(*Dense(3, two, 2)),
            Separable(two, four, 3, 2),
            Dense(four, eight, 2),
            Separable(eight, eight),
            Separable(eight, eight),
        )
        self.middle = nn.Sequential(Separable(eight, sixteen, 3, 2), *[Separable(sixteen, sixteen) for _ in range(3)])
        self.coarse = nn.Sequential(
            Separable(sixteen, thirty_two, 5, 2), *[Separable(thirty_two, thirty_two, 5) for _ in range(3)]
        )
        self.from_fine = nn.Sequential(*convolved(eight, neck, 1))
        self.from_middle = nn.Sequential(*convolved(sixteen, neck, 1))
        self.from_coarse = nn.Sequential(*convolved(thirty_two, neck, 1), nn.ReLU(inplace=True))
        self.merged = Separable(neck, neck)
        self.heads = nn.ModuleList([Separable(neck, neck) for _ in STRIDES])
        self.values = nn.ModuleList([nn.Conv2d(neck, ANCHORS * VALUES, 1) for _ in STRIDES])
        for values in self.values:
            nn.init.normal_(values.weight, 0, 0.01)
            bias = torch.zeros(VALUES)
            bias[:SCORE], bias[SCORE : SCORE + BOX] = -4.6, 1.0
            values.bias.data = bias.repeat(ANCHORS)

    def grids(self, x):
        """Per stride [N, neck, H, W]."""
        fine = self.fine(x)
        middle = self.middle(fine)
        coarse = self.from_coarse(self.coarse(middle))
        middle = self.merged(torch.relu(self.from_middle(middle) + twice(coarse)))
        fine = torch.relu(self.from_fine(fine) + twice(middle))
        return fine, middle, coarse

    def maps(self, grids):
        """Per stride [N, H, W, 2 * 15]."""
        return [values(head(grid)).permute(0, 2, 3, 1) for values, head, grid in zip(self.values, self.heads, grids, strict=True)]

    def forward(self, x):
        return self.rows(self.grids(x))

    def rows(self, grids):
        return torch.cat([one.reshape(len(one), -1, VALUES) for one in self.maps(grids)], 1)


def twice(grid):
    return nn.functional.interpolate(grid, scale_factor=2.0, mode="nearest")


def anchors(height, width):
    """[A, 4]: x, y, size, stride, in the order of the network's rows."""
    rows = []
    for stride, sizes in zip(STRIDES, SIZES, strict=True):
        y, x, which = np.meshgrid(np.arange(height // stride), np.arange(width // stride), [0, 1], indexing="ij")
        size = np.float32(sizes)[which]
        rows.append(np.stack([x * stride, y * stride, size, np.full_like(size, stride)], -1).reshape(-1, 4))
    return np.concatenate(rows).astype(np.float32)


def boxes(values, where):
    """Corners in pixels of distances in halves of the anchor's size."""
    distances = values * (where[:, 2:3] / 2)
    return torch.cat([where[:, :2] - distances[..., :2], where[:, :2] + distances[..., 2:]], -1)


def points(values, where):
    """[..., 5, 2] in pixels."""
    half = where[:, 2:3, None] / 2
    return where[:, None, :2] + values.unflatten(-1, (5, 2)) * half


class Scrfd(nn.Module):
    """What is exported: scores, boxes and landmarks of each stride, distances in strides."""

    def __init__(self, net):
        super().__init__()
        self.net = copy.deepcopy(net).eval()
        for values, stride, sizes in zip(self.net.values, STRIDES, SIZES, strict=True):
            for anchor, size in enumerate(sizes):
                own = slice(anchor * VALUES + SCORE, (anchor + 1) * VALUES)
                values.weight.data[own] *= size / 2 / stride
                values.bias.data[own] *= size / 2 / stride
            order = [anchor * VALUES + at for part in PARTS for anchor in range(ANCHORS) for at in part]
            values.weight.data, values.bias.data = values.weight.data[order], values.bias.data[order]

    def forward(self, x):
        scores, corners, landmarks = [], [], []
        for rows in self.net.maps(self.net.grids(x)):
            ends = (ANCHORS * SCORE, ANCHORS * (SCORE + BOX))
            scores.append(torch.sigmoid(rows[..., : ends[0]]).reshape(-1, SCORE))
            corners.append(rows[..., ends[0] : ends[1]].reshape(-1, BOX))
            landmarks.append(rows[..., ends[1] :].reshape(-1, POINTS))
        return (*scores, *corners, *landmarks)


PARTS = (range(SCORE), range(SCORE, SCORE + BOX), range(SCORE + BOX, VALUES))
