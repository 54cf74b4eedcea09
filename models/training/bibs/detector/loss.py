"""Which cells answer for which bib (those that agree best with it in score and overlap), and the loss of their answers."""

import math

import torch
from torch.nn import functional

BEST = 10
SCORE_POWER = 0.5
OVERLAP_POWER = 4.0
BOX_WEIGHT = 5.0
TINY = 1e-7


def overlap(one, other):
    """Intersection over union of boxes that broadcast."""
    size = (torch.minimum(one[..., 2:], other[..., 2:]) - torch.maximum(one[..., :2], other[..., :2])).clamp(min=0)
    shared = size[..., 0] * size[..., 1]
    return shared / (area(one) + area(other) - shared + TINY)


def area(box):
    return (box[..., 2] - box[..., 0]).clamp(min=0) * (box[..., 3] - box[..., 1]).clamp(min=0)


def complete_overlap(one, other):
    """Overlap less a penalty for distant centres and for another shape."""
    shared = overlap(one, other)
    around = torch.maximum(one[..., 2:], other[..., 2:]) - torch.minimum(one[..., :2], other[..., :2])
    between = (one[..., :2] + one[..., 2:] - other[..., :2] - other[..., 2:]) / 2
    apart = between.square().sum(-1) / (around.square().sum(-1) + TINY)
    size, wanted = one[..., 2:] - one[..., :2], other[..., 2:] - other[..., :2]
    shape = (torch.atan(wanted[..., 0] / (wanted[..., 1] + TINY)) - torch.atan(size[..., 0] / (size[..., 1] + TINY))) * (2 / math.pi)
    shape = shape.square()
    with torch.no_grad():
        share = shape / (1 - shared + shape + TINY)
    return shared - apart - share * shape


def near(centres, strides, bibs):
    """[N, bibs, cells]: whether a cell's centre lies in the bib, or next to the middle of one smaller than a cell."""
    middle = (bibs[..., :2] + bibs[..., 2:]) / 2
    half = (bibs[..., 2:] - bibs[..., :2]) / 2
    reach = torch.maximum(half[:, :, None], (strides * 0.51)[None, None, :, None])
    return ((centres[None, None] - middle[:, :, None]).abs() < reach).all(-1)


@torch.no_grad()
def assign(scores, boxes, centres, strides, bibs, real):
    """(bib that each cell answers for [N, cells], its wanted score [N, cells]; 0 means none)."""
    shared = overlap(boxes[:, None], bibs[:, :, None])
    allowed = near(centres, strides, bibs) & real[..., None]
    agreement = scores[:, None].pow(SCORE_POWER) * shared.pow(OVERLAP_POWER) * allowed
    best = agreement.topk(BEST, -1).indices
    chosen = torch.zeros_like(allowed).scatter_(-1, best, True) & allowed
    strongest = torch.where(chosen, shared, shared.new_tensor(-1.0)).argmax(1, keepdim=True)
    chosen &= torch.zeros_like(chosen).scatter_(1, strongest, True)
    agreement, shared = agreement * chosen, shared * chosen
    # The best cell of a bib wants a high score from the beginning, though boxes are still rough.
    scale = (0.5 + 0.5 * shared.amax(-1, keepdim=True)) / (agreement.amax(-1, keepdim=True) + 1e-12)
    return strongest[:, 0], (agreement * scale).amax(1)


def loss(raw, centres, strides, bibs, real, spared):
    """(loss, its box part): bibs [N, most, 4] where real; spared [N, cells] cells that may answer as they like."""
    boxes = torch.cat([centres - reach(raw, 0, strides), centres + reach(raw, 2, strides)], -1)
    logits = raw[:, 4]
    answers_for, wanted = assign(logits.sigmoid(), boxes, centres, strides, bibs, real)
    total = wanted.sum().clamp(min=1)
    found = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    found = (found * ~(spared & (wanted == 0))).sum() / total
    busy = wanted > 0
    if not busy.any():
        return found, found.new_tensor(0.0)
    targets = torch.gather(bibs, 1, answers_for[..., None].expand(-1, -1, 4))[busy]
    placed = ((1 - complete_overlap(boxes[busy], targets)) * wanted[busy]).sum() / total
    return found + BOX_WEIGHT * placed, placed


def reach(raw, first, strides):
    return raw[:, first : first + 2].clamp(max=6).exp().transpose(1, 2) * strides[:, None]
