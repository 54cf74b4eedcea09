"""The activity network: a week's minutes in patches, a small transformer, and the state of the day after.

The shape is that of the pretrained actigraphy transformer (PAT; Ruan et al., 2024): patches of 18 minutes, positions as sines
and cosines, an encoder, the mean of all places. Counts are divided by the week's own mean first, so a device's scale changes nothing.
"""

import math

import torch
from torch import nn
from torch.nn import functional

DAYS, DAY, PATCH = 7, 1440, 18
MINUTES = DAYS * DAY
PLACES, PLACES_OF_DAY = MINUTES // PATCH, DAY // PATCH
STATES, STRENGTHS = 5, 3
ANSWERED = slice(1, 4)
"""Depression, hypomania and mania among the states of `mood_days`."""
GLITCH, FINE = 10.0, 10.0


def positions(width):
    """[places, width]: sines, then cosines, of half turns over the week and of turns of the day."""
    place = torch.arange(PLACES)[:, None] + 0.5
    turns = torch.arange(1, width // 4 + 1)
    angles = torch.cat([math.pi * turns * place / PLACES, 2 * math.pi * turns * place / PLACES_OF_DAY], 1)
    return torch.cat([angles.sin(), angles.cos()], 1)


def patches(counts):
    """[N, places, 36]: logarithms of the minutes over the week's mean, to which no minute adds more than ten means, and
    whether anything was counted."""
    mean = counts.mean(1, keepdim=True)
    mean = torch.minimum(counts, GLITCH * mean).mean(1, keepdim=True).clamp(min=1e-6)
    logarithms = torch.log1p(FINE * counts / mean).reshape(-1, PLACES, PATCH)
    counted = (counts > 0).to(counts.dtype).reshape(-1, PLACES, PATCH)
    return torch.cat([logarithms * 0.5 - 0.5, counted - 0.5], 2)


class Attention(nn.Module):
    """Every place of a row looks at the others of its row."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.norm = heads, nn.LayerNorm(width)
        self.asked, self.answered = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        width = x.shape[-1]
        parts = self.asked(self.norm(x)).reshape(-1, x.shape[-2], 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(query, key, value)
        return self.answered(seen.transpose(1, 2).reshape(x.shape))


class Layer(nn.Module):
    """Every place looks at its day, then at the same time on the other days, then thinks for itself."""

    def __init__(self, width, heads, inner):
        super().__init__()
        self.day, self.week, self.norm = Attention(width, heads), Attention(width, heads), nn.LayerNorm(width)
        self.wide, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        x = x + self.day(x)
        x = x + self.week(x.transpose(1, 2)).transpose(1, 2)
        return x + self.narrow(functional.gelu(self.wide(self.norm(x))))


class ActivityNet(nn.Module):
    """[N, 10080] counts to logits of tomorrow's states [N, 5], and to the strengths of depression, activation and both
    on each day [N, 7, 3], which serve the training alone."""

    def __init__(self, width=48, heads=3, inner=96, layers=2):
        super().__init__()
        self.embed = nn.Linear(2 * PATCH, width)
        self.register_buffer("positions", positions(width), persistent=False)
        self.layers = nn.Sequential(*[Layer(width, heads, inner) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.states, self.strengths = nn.Linear(width, STATES), nn.Linear(width, STRENGTHS)

    def places(self, counts):
        """[N, days, places of a day, width]"""
        found = self.embed(patches(counts)) + self.positions
        return self.norm(self.layers(found.reshape(-1, DAYS, PLACES_OF_DAY, found.shape[2])))

    def forward(self, counts):
        days = self.places(counts).mean(2)
        return self.states(days.mean(1)), self.strengths(days)


class Probabilities(nn.Module):
    """What is exported: [N, 3] of depression, hypomania and mania on the day after."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, counts):
        return self.net.states(self.net.places(counts).mean((1, 2))).softmax(1)[:, ANSWERED]
