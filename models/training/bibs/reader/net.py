"""The bib reader: finds the line of the number on the bib, straightens it, and reads it from left to right."""

import torch
from torch import nn
from torch.nn import functional

CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLASSES = len(CHARSET) + 1
HEIGHT = 80
WIDTH = 160
LINE_HEIGHT = 32
LINE_WIDTH = 96
SAME_LINE = 0.7
MUCH = 0.1
NEVER = -1e4


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        inner = torch.relu(self.first_norm(self.first(x)))
        return torch.relu(x + self.second_norm(self.second(inner)))


def smaller(channels, more, stride):
    return nn.Sequential(
        nn.Conv2d(channels, more, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(more), nn.ReLU(inplace=True)
    )


class Finder(nn.Module):
    """Where the number is: every cell of a coarse grid votes for a parallelogram, and the votes count by their trust.

    A line is [N, 3, 2]: the middle, half the width and half the height as vectors, in -1..1 over the bib.
    """

    def __init__(self, one=24, two=48, three=72, four=64):
        super().__init__()
        self.near = nn.Sequential(smaller(3, one, 2), smaller(one, two, 2), Residual(two))
        self.far = nn.Sequential(smaller(two, three, 2), Residual(three), Residual(three))
        self.both = smaller(two + three, four, 1)
        self.votes = nn.Conv2d(four, 7, 1)

    def look(self, x):
        near = self.near(functional.avg_pool2d(x, 2))
        far = functional.interpolate(self.far(near), size=near.shape[2:], mode="nearest")
        return self.both(torch.cat([near, far], 1))

    def vote(self, seen):
        """What each cell says, [N, 6, cells], and the trust in it, [N, cells]."""
        votes = self.votes(seen)
        x, y = centres(votes)
        middle = torch.stack([votes[:, 0] + x, votes[:, 1] + y], 1)
        # Half of the width and a quarter of the height is where numbers start from.
        across = torch.stack([votes[:, 2] + 0.5, votes[:, 3]], 1)
        down = torch.stack([votes[:, 4], votes[:, 5] + 0.25], 1)
        return torch.cat([middle, across, down], 1).flatten(2), votes[:, 6].flatten(1)

    def count(self, seen):
        """The line of all votes together, and the trust: what training mends."""
        votes, trust = self.vote(seen)
        return united(votes, trust), trust

    def forward(self, x):
        """The likeliest line and the one that comes next, each of the cells that agree on it."""
        votes, trust = self.vote(self.look(x))
        agree = agreeing(votes, trust)
        others = trust.masked_fill(agree, NEVER)
        return united(votes, trust.masked_fill(~agree, NEVER)), united(votes, trust.masked_fill(~agreeing(votes, others), NEVER))


def united(votes, trust):
    return (votes * torch.softmax(trust, 1)[:, None]).sum(2).reshape(-1, 3, 2)


def agreeing(votes, trust):
    """Which cells place the line where the most trusted one does."""
    leader = votes.gather(2, trust.argmax(1)[:, None, None].expand(-1, 6, 1)).transpose(1, 2)
    place = votes[:, :2].transpose(1, 2) - leader[..., :2]
    first, second = along(leader[..., 2:4], leader[..., 4:6], place)
    return torch.maximum(first.abs(), second.abs()) < SAME_LINE


def centres(cells):
    """Middles of the cells of a grid, in -1..1: x as [1, W], y as [H, 1]."""
    height, width = cells.shape[2], cells.shape[3]
    x = (torch.arange(width, device=cells.device) * 2 + 1) / width - 1
    y = (torch.arange(height, device=cells.device) * 2 + 1) / height - 1
    return x[None], y[:, None]


def along(across, down, place):
    """How far to go along two vectors to come to a place."""
    turn = across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0]
    first = (place[..., 0] * down[..., 1] - place[..., 1] * down[..., 0]) / turn
    second = (across[..., 0] * place[..., 1] - across[..., 1] * place[..., 0]) / turn
    return first, second


class BibReaderNet(nn.Module):
    """[N, 3, 80, W] in -1..1 to the logits [N, 24, 37]; class 0 is the blank."""

    def __init__(self, widths=(32, 64, 96, 112), hidden=80):
        super().__init__()
        one, two, three, four = widths
        self.finder = Finder()
        x, y = centres(torch.empty(1, 1, LINE_HEIGHT, LINE_WIDTH))
        places = torch.stack([torch.ones(LINE_HEIGHT, LINE_WIDTH), x + 0 * y, y + 0 * x], 2)
        self.register_buffer("places", places.reshape(1, -1, 3), persistent=False)
        # Full of pixels and poor in channels, the first stage costs much and gains little: it has no block of its own.
        self.eyes = nn.Sequential(
            smaller(3, one, 2),
            smaller(one, two, 2),
            Residual(two),
            Residual(two),
            smaller(two, three, (2, 1)),
            Residual(three),
            Residual(three),
            smaller(three, four, (2, 1)),
            Residual(four),
        )
        self.column = nn.Conv1d(four * LINE_HEIGHT // 16, 2 * hidden, 1, bias=False)
        self.column_norm = nn.BatchNorm1d(2 * hidden)
        self.along = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * hidden, CLASSES)

    def forward(self, x):
        """Reads the two likeliest lines, and prefers the second where it is much clearer."""
        lines = torch.cat(self.finder(x))
        first, second = self.read(self.eyes(self.straighten(torch.cat([x, x]), lines))).chunk(2)
        clearer = clarity(second) > clarity(first) + MUCH
        return torch.where(clearer[:, None, None], second, first)

    def straighten(self, x, line):
        """The parallelogram as an upright picture of a fixed size."""
        where = torch.matmul(self.places, line).reshape(-1, LINE_HEIGHT, LINE_WIDTH, 2)
        return functional.grid_sample(x, where, mode="bilinear", padding_mode="border", align_corners=False)

    def read(self, seen):
        columns = torch.flatten(seen, 1, 2)
        columns = torch.relu(self.column_norm(self.column(columns)))
        steps, _ = self.along(columns.transpose(1, 2))
        return self.head(self.drop(steps))


def clarity(logits):
    """How sure the characters of a reading are, 0..1; nothing read is not clear at all."""
    share = torch.softmax(logits, 2)
    present = 1 - share[..., 0]
    return (present * share[..., 1:].amax(2)).sum(1) / (present.sum(1) + 0.3)


class Probabilities(nn.Module):
    """What is exported: the softmax that readers of this layout expect."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), dim=2)


def encode(text):
    return [CHARSET.index(one) + 1 for one in text]


def decode(best):
    """Text of a row of class indices: repeats collapse, blanks go."""
    text, before = [], 0
    for one in best:
        if one != before and one > 0:
            text.append(CHARSET[one - 1])
        before = one
    return "".join(text)
