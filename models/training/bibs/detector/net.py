"""The bib detector: dense convolutions that stride early, three heights of detail, four distances and a score for each cell."""

import torch
from torch import nn
from torch.nn import functional

SIDE = 640
STRIDES = (8, 16, 32)
PADDING = 114
RARE = -4.6
REACH = 0.7


def seen(channels, more, size=3, stride=1):
    """A convolution, normalised, whose negative answers are dropped."""
    convolution = nn.Conv2d(channels, more, size, stride, size // 2 if size % 2 else 1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(more, momentum=0.03), nn.ReLU(inplace=True))


class Added(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.inner = seen(channels, channels)

    def forward(self, x):
        return x + self.inner(x)


def stage(channels, more, blocks):
    return nn.Sequential(seen(channels, more, 3, 2), *[Added(more) for _ in range(blocks)])


class BibDetectorNet(nn.Module):
    """[N, 3, H, W] in 0..1 to raw answers [N, 5, cells]: logarithms of the distances to four sides in strides, then the score."""

    def __init__(self, widths=(32, 32, 64, 128), blocks=(1, 4, 4), neck=48):
        super().__init__()
        first, fine, middle, coarse = widths
        self.stem = seen(3, first, 6, 4)
        self.fine, self.middle, self.coarse = (
            stage(first, fine, blocks[0]),
            stage(fine, middle, blocks[1]),
            stage(middle, coarse, blocks[2]),
        )
        self.narrow = nn.ModuleList([seen(one, neck, 1) for one in (fine, middle, coarse)])
        self.merge = nn.ModuleList([Added(neck) for _ in STRIDES])
        self.answer = nn.ModuleList([nn.Conv2d(neck, 5, 1) for _ in STRIDES])
        for one in self.answer:
            nn.init.normal_(one.weight, std=0.01)
            one.bias.data = torch.tensor([REACH] * 4 + [RARE])

    def forward(self, x):
        fine = self.fine(self.stem(x))
        middle = self.middle(fine)
        coarse = self.narrow[2](self.coarse(middle))
        middle = self.narrow[1](middle) + functional.interpolate(coarse, scale_factor=2.0)
        fine = self.narrow[0](fine) + functional.interpolate(middle, scale_factor=2.0)
        levels = zip(self.answer, self.merge, (fine, middle, coarse), strict=True)
        return torch.cat([answer(merge(level)).flatten(2) for answer, merge, level in levels], 2)


def cells(height, width):
    """(centres [cells, 2] in pixels, strides [cells])."""
    centres, strides = [], []
    for stride in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing="ij")
        centres.append((torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * stride)
        strides.append(torch.full((len(centres[-1]),), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def corners(raw, centres, strides):
    """Boxes [N, cells, 4] as x1 y1 x2 y2 in pixels."""
    reach = raw[:, :4].clamp(max=6).exp().transpose(1, 2) * strides[:, None]
    return torch.cat([centres - reach[..., :2], centres + reach[..., 2:]], -1)


class Decoded(nn.Module):
    """What is exported: YOLOv8's layout [N, 5, cells] of centre x, centre y, width, height in pixels, and the score."""

    def __init__(self, net, side=SIDE):
        super().__init__()
        self.net = net
        centres, strides = cells(side, side)
        self.register_buffer("centres", centres.T[None].contiguous())
        self.register_buffer("strides", strides[None, None].contiguous())

    def forward(self, images):
        raw = self.net(images)
        reach = raw[:, :4].clamp(max=6).exp() * self.strides
        near, far = reach[:, :2], reach[:, 2:]
        return torch.cat([self.centres + (far - near) * 0.5, near + far, raw[:, 4:].sigmoid()], 1)
