"""The face embedder: plain convolutions over an aligned face, then one weight for each place and channel."""

import torch
from torch import nn

SIZE = 112
DIMENSION = 128


def folded(channels, more, stride=1):
    return nn.Sequential(
        nn.Conv2d(channels, more, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(more), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = folded(channels, channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return torch.relu(x + self.norm(self.second(self.first(x))))


class EmbedderNet(nn.Module):
    """[N, 3, 112, 112] RGB in -1..1 to [N, 128], whose direction is the face."""

    def __init__(self, widths=(32, 64, 128, 192), blocks=(1, 2, 1), last=128):
        super().__init__()
        layers = [folded(3, widths[0], 2)]
        for channels, more, count in zip(widths[:-1], widths[1:], blocks, strict=True):
            layers.append(folded(channels, more, 2))
            layers += [Residual(more) for _ in range(count)]
        self.eyes = nn.Sequential(*layers)
        self.narrow = nn.Sequential(nn.Conv2d(widths[-1], last, 1, bias=False), nn.BatchNorm2d(last), nn.ReLU(inplace=True))
        self.head = nn.Linear(last * (SIZE // 16) ** 2, DIMENSION)

    def forward(self, x):
        return self.vector(self.narrow(self.eyes(x)))

    def vector(self, seen):
        return self.head(torch.flatten(seen, 1))
