"""Puts a bib on a runner: bent over the body, folded, crumpled, wet, askew; says where the bib and its number came to lie."""

import dataclasses
import functools

import cv2
import numpy as np

from scenes import designs, textures

FAR_POOL = 600
FAR_WIDTH = 80
NEAR = 46


@dataclasses.dataclass
class Bib:
    """What became of one bib: areas in pixels as if nothing hid it, the digits' height, the number's line in the photo, its smear."""

    text: str
    area: float
    number_area: float
    digit_height: float
    line: np.ndarray
    smear: float = 0.0


@functools.lru_cache(maxsize=FAR_POOL)
def far_bib(index):
    """A bib for runners far away, drawn once: what is 30 pixels wide need not be new each time."""
    rng = np.random.default_rng((13, index))
    text = designs.label(rng)
    pixels, box = designs.draw(rng, text)
    scale = FAR_WIDTH / pixels.shape[1]
    small = cv2.resize(pixels, (FAR_WIDTH, max(8, int(pixels.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    return text, small, np.float32(box) * scale


def design(rng, wide):
    """(text, pixels, box of the number) of a bib that will be so many pixels wide."""
    if wide < NEAR:
        text, pixels, box = far_bib(int(rng.integers(FAR_POOL)))
        pixels = pixels.copy()
    else:
        text = designs.label(rng)
        pixels, box = designs.draw(rng, text)
        box = np.float32(box)
    goal = wide * 1.25
    if goal < 0.8 * pixels.shape[1]:
        scale = goal / pixels.shape[1]
        size = (max(6, int(goal)), max(5, int(pixels.shape[0] * scale)))
        box = box * np.float32([size[0] / pixels.shape[1], size[1] / pixels.shape[0]] * 2)
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return text, pixels, box


def wear(rng, pixels):
    """Opacity 0..255 of the bib, whose folds, crumples and wet patches are put on its pixels."""
    height, width = pixels.shape[:2]
    alpha = np.full((height, width), 255, np.float32)
    factor = 1 + textures.soft(rng, height, width, 3) * np.float32(rng.choice([0.02, 0.07, 0.14]))
    if rng.random() < 0.35:
        factor += textures.soft(rng, height, width, int(rng.integers(5, 14))) * np.float32(rng.uniform(0.03, 0.14))
    for _ in range(rng.choice([0, 1, 3], p=[0.55, 0.3, 0.15])):
        angle, offset = rng.uniform(0, np.pi), rng.uniform(-0.4, 0.4)
        across = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.float32(np.cos(angle))
        along = across[None] + np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None] * np.float32(np.sin(angle)) - np.float32(offset)
        factor += np.float32(rng.uniform(-0.35, 0.35)) * np.exp(np.abs(along) * np.float32(-1 / rng.uniform(0.02, 0.2))) * (along > 0)
    if rng.random() < 0.15:
        wet = np.clip(textures.soft(rng, height, width, 5), 0, 1)
        alpha -= wet * np.float32(rng.uniform(20, 110))
        factor -= wet * np.float32(rng.uniform(0, 0.25))
    pixels *= factor[..., None]
    if rng.random() < 0.15:
        fold_corner(rng, alpha)
    return alpha


def fold_corner(rng, alpha):
    height, width = alpha.shape
    x, y = int(rng.integers(2)) * (width - 1), int(rng.integers(2)) * (height - 1)
    reach = rng.uniform(0.06, 0.25, 2) * [width, height]
    inwards = (1 if x == 0 else -1, 1 if y == 0 else -1)
    points = np.int32([(x, y), (x + inwards[0] * reach[0], y), (x, y + inwards[1] * reach[1])])
    cv2.fillPoly(alpha, [points], 0)


def corners(rng, layer, middle, wide, aspect, lean):
    """Where the corners come to lie on the layer: turned on the body, then seen askew."""
    half = np.float32([wide, wide / aspect]) / 2
    square = np.float32([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    turn = np.float32([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    quad = layer.at(square @ turn.T + np.float32(middle))
    spread = np.float32([np.hypot(*(quad[1] - quad[0])), np.hypot(*(quad[3] - quad[0]))])
    return (quad + rng.normal(0, 0.02, (4, 2)) * spread).astype(np.float32)


def displaced(rng, across, down, width, height):
    """Source places, moved as cloth over a belly and its waves move them."""
    bow = rng.normal(0, 0.06) * height if rng.random() < 0.6 else 0.0
    wave = rng.normal(0, 0.03) * height if rng.random() < 0.5 else 0.0
    length, phase = rng.uniform(0.3, 1.2) * width, rng.uniform(0, 6.3)
    moved = down + np.float32(bow) * np.square(across * np.float32(2 / width) - 1)
    moved += np.float32(wave) * np.sin(across * np.float32(6.283 / length) + np.float32(phase))
    if rng.random() < 0.35:
        crumple = textures.soft(rng, *across.shape, int(rng.integers(3, 9))) * np.float32(rng.uniform(0.005, 0.03) * width)
        return across + crumple, moved + crumple[:, ::-1]
    return across, moved


def attach(rng, layer, number, middle, wide, lean=0.0):
    """Puts bib `number` of the photo on the layer; nothing if it lies outside or is too small to be seen."""
    pixels_wide = wide * float(np.hypot(*layer.matrix[:, 0]))
    if pixels_wide < 5:
        return None
    text, pixels, box = design(rng, pixels_wide)
    height, width = pixels.shape[:2]
    alpha = wear(rng, pixels)
    quad = corners(rng, layer, middle, wide, width / height, lean)
    slack = 0.12 * np.hypot(*(quad[3] - quad[0])) + 2
    low = np.maximum(np.floor(quad.min(0) - slack), 0).astype(int)
    high = np.minimum(np.ceil(quad.max(0) + slack), [layer.alpha.shape[1], layer.alpha.shape[0]]).astype(int)
    if (high - low < 2).any():
        return None
    square = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    home = cv2.getPerspectiveTransform(quad - low.astype(np.float32), square)
    across, down = sources(home, *(high - low))
    across, down = displaced(rng, across, down, width, height)
    room = np.s_[low[1] : high[1], low[0] : high[0]]
    lay(layer, room, np.dstack([np.clip(pixels, 0, 255), alpha]).astype(np.uint8), across - 0.5, down - 0.5)
    inside = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    digits = inside & (across >= box[0]) & (across < box[2]) & (down >= box[1]) & (down < box[3])
    mark(layer.marks[room], inside, digits, number)
    x1, y1, x2, y2 = box
    there = cv2.perspectiveTransform(np.float32([[[x1, y1], [x2, y1], [x2, y2], [x1, y2]]]), np.linalg.inv(home))[0]
    tall = min(np.hypot(*(there[3] - there[0])), np.hypot(*(there[2] - there[1])))
    line = fitted_line(across, down, box)
    line[0] += np.float32([layer.left, layer.top]) + low
    return Bib(text, max(1.0, cv2.contourArea(quad)), max(1.0, cv2.contourArea(np.float32(there))), float(tall), line)


def fitted_line(across, down, box):
    """The parallelogram nearest to where the number's pixels came to lie, as a line of bib_crops: middle, half width, half height."""
    u = (2 * across - box[0] - box[2]) / (box[2] - box[0])
    v = (2 * down - box[1] - box[3]) / (box[3] - box[1])
    y, x = np.nonzero((np.abs(u) <= 1) & (np.abs(v) <= 1))
    if len(x) < 3:
        return np.zeros((3, 2), np.float32)
    where = np.column_stack([np.ones(len(x)), u[y, x], v[y, x]])
    return np.linalg.lstsq(where, np.column_stack([x, y]) + 0.5, rcond=None)[0].astype(np.float32)


def sources(home, width, height):
    """For each pixel the place on the bib that is seen there."""
    x = np.arange(width, dtype=np.float32)[None] + np.float32(0.5)
    y = np.arange(height, dtype=np.float32)[:, None] + np.float32(0.5)
    home = home.astype(np.float32)
    depth = np.maximum(home[2, 0] * x + home[2, 1] * y + home[2, 2], np.float32(1e-3))
    return (home[0, 0] * x + home[0, 1] * y + home[0, 2]) / depth, (home[1, 0] * x + home[1, 1] * y + home[1, 2]) / depth


def lay(layer, room, bib, across, down):
    """A bib never lies beyond the body: what has nothing under it becomes opaque cloth of its own."""
    edge = cv2.remap(bib, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    outside = cv2.remap(bib[..., :3], across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    strength = cv2.merge([edge[..., 3]] * 3)
    below = cv2.multiply(layer.pixels[room], 255 - strength, scale=1 / 255)
    layer.pixels[room] = cv2.add(below, cv2.multiply(outside, strength, scale=1 / 255))
    layer.alpha[room] = cv2.max(layer.alpha[room], edge[..., 3])


def mark(marks, inside, digits, number):
    marks[inside] = 2 * number
    marks[digits] = 2 * number + 1
