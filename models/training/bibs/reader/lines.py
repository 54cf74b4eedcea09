"""Lines of numbers, [N, 3, 2]: the middle, half the width and half the height as vectors, in -1..1 over the bib."""

import numpy as np
import torch

from bibs.reader import net

SIDES = 0.7
SLIMMEST = 2.2
TALLER = 1.45
PIXELS = torch.tensor([net.WIDTH / 2, net.HEIGHT / 2])
CORNERS = torch.tensor([[1.0, x, y] for x in (-1, 1) for y in (-1, 1)])


def window(lines):
    """What the finder is to find, of lines in pixels: room around the number, never slimmer than some characters."""
    middle, across, down = torch.from_numpy(lines).float().unbind(1)
    wide, high = across.norm(dim=1, keepdim=True), down.norm(dim=1, keepdim=True)
    across = across * torch.maximum(wide + SIDES * high, SLIMMEST * high) / wide
    line = torch.stack([middle, across, down * TALLER], 1) / PIXELS
    line[:, 0] -= 1
    return line


def apart(found, wanted):
    """[N, 4]: how far the corners lie from where they should, in heights of the line."""
    off = torch.einsum("kp,npc->nkc", CORNERS.to(found.device), (found - wanted) * PIXELS.to(found.device))
    high = 2 * (wanted[:, 2] * PIXELS.to(found.device)).norm(dim=1).clamp(min=4)
    return off.norm(dim=2) / high[:, None]


def distrust(trust, wanted, cells):
    """How little trust the cells on the line get."""
    x, y = net.centres(cells)
    places = torch.stack([x + 0 * y, y + 0 * x], 2).reshape(1, -1, 2) - wanted[:, :1]
    inside = torch.stack(net.along(wanted[:, 1, None], wanted[:, 2, None], places)).abs().amax(0)
    on_line = inside <= inside.amin(1, keepdim=True).clamp(min=0.8)
    return (trust.logsumexp(1) - trust.masked_fill(~on_line, -1e4).logsumexp(1)).mean()


def shaken(rng, wanted):
    """The line as a finder might miss it."""
    count = len(wanted)
    sizes = beside(np.exp(rng.normal(0, 0.08, (count, 2))), wanted)
    shift = beside(rng.normal(0, 1, (count, 2)) * [0.05, 0.09], wanted)
    turn = beside(rng.normal(0, 0.04, (count, 1)), wanted)
    middle, across, down = wanted.unbind(1)
    moved = middle + across * shift[:, :1] + down * shift[:, 1:]
    return torch.stack([moved, across * sizes[:, :1] + down * turn * 3, down * sizes[:, 1:]], 1)


def elsewhere(rng, wanted):
    """Places of lines that are not the number, and whether they lie far enough from it."""
    count = len(wanted)
    middle = beside(rng.uniform(-0.9, 0.9, (count, 2)), wanted)
    sizes = beside(np.exp(rng.normal(0, 0.3, (count, 2, 1))), wanted)
    across, down = net.along(wanted[:, 1], wanted[:, 2], middle - wanted[:, 0])
    return torch.cat([middle[:, None], wanted[:, 1:] * sizes], 1), (across.abs() > 2) | (down.abs() > 2.1)


def beside(numbers, tensor):
    return torch.from_numpy(numbers).float().to(tensor.device)
