"""The bib reader: convolutions that look at the whole bib, a row of steps from left to right, one character or none for each."""

import torch
from torch import nn

CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLASSES = len(CHARSET) + 1
HEIGHT = 48
WIDTH = 112


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


class BibReaderNet(nn.Module):
    """[N, 3, 48, W] in -1..1 to the logits [N, W/4, 37]; class 0 is the blank."""

    def __init__(self, widths=(24, 48, 80, 112), hidden=80):
        super().__init__()
        one, two, three, four = widths
        self.eyes = nn.Sequential(
            smaller(3, one, 2),
            Residual(one),
            smaller(one, two, 2),
            Residual(two),
            smaller(two, three, (2, 1)),
            Residual(three),
            smaller(three, four, (2, 1)),
            Residual(four),
        )
        self.rows = HEIGHT // 16
        self.column = nn.Conv1d(four * self.rows, 2 * hidden, 1, bias=False)
        self.column_norm = nn.BatchNorm1d(2 * hidden)
        self.along = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * hidden, CLASSES)

    def forward(self, x):
        return self.read(self.eyes(x))

    def read(self, seen):
        columns = torch.flatten(seen, 1, 2)
        columns = torch.relu(self.column_norm(self.column(columns)))
        steps, _ = self.along(columns.transpose(1, 2))
        return self.head(self.drop(steps))


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
