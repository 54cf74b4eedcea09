"""Noise with the spectrum of natural images, natural colours and a pool of random fields, all decided by seeds."""

import functools

import cv2
import numpy as np

TILE = 512
TILES = 24
NATURAL = np.float32(
    [
        [60, 120, 70], [40, 80, 50], [90, 140, 110], [70, 100, 130], [60, 80, 100], [120, 120, 120], [90, 90, 92],
        [160, 160, 158], [215, 180, 140], [230, 205, 180], [200, 200, 205], [45, 45, 48], [110, 140, 170], [150, 180, 200],
    ]
)  # fmt: skip
SKIN = np.float32([[170, 200, 240], [140, 175, 225], [110, 150, 205], [85, 120, 175], [60, 85, 130], [40, 55, 90], [30, 40, 62]])


@functools.cache
def tile(index):
    """A field of mean 0 and deviation 1 whose amplitude falls with the frequency, as it does in photos."""
    rng = np.random.default_rng((11, index))
    across = np.fft.rfftfreq(TILE)[None] * TILE
    down = np.fft.fftfreq(TILE)[:, None] * TILE
    stretch = np.exp(rng.normal(0, 0.5)) if index % 3 == 0 else 1.0
    frequency = np.maximum(np.hypot(across * stretch, down / stretch), 1.0)
    phase = np.exp(2j * np.pi * rng.random(frequency.shape))
    field = np.fft.irfft2(phase * frequency ** -rng.uniform(0.6, 2.0), (TILE, TILE)).astype(np.float32)
    return (field - field.mean()) / field.std()


@functools.cache
def white():
    return np.random.default_rng(12).standard_normal((1024, 1024), dtype=np.float32)


def natural_field(rng, height, width):
    """Part of a tile at a random scale, turned and mirrored, deviation about 1."""
    source = tile(int(rng.integers(TILES)))
    side = int(rng.integers(TILE // 8, TILE + 1))
    top, left = rng.integers(0, TILE - side + 1, 2)
    part = np.rot90(source[top : top + side, left : left + side], int(rng.integers(4)))
    if rng.random() < 0.5:
        part = part[:, ::-1]
    return cv2.resize(np.ascontiguousarray(part), (width, height), interpolation=cv2.INTER_LINEAR)


def grain(rng, height, width):
    """White noise, deviation 1, repeated where the room is larger than the pool."""
    source = white()
    top, left = rng.integers(0, 512, 2)
    part = source[top : top + height, left : left + width]
    missing = (height - part.shape[0], width - part.shape[1])
    return np.pad(part, ((0, max(0, missing[0])), (0, max(0, missing[1]))), mode="wrap") if max(missing) > 0 else part


def soft(rng, height, width, cells):
    """A smooth field of deviation about 1 with so many cells on the longer side."""
    rows = max(2, round(cells * min(1, height / max(1, width))) + 1)
    columns = max(2, round(cells * min(1, width / max(1, height))) + 1)
    small = rng.standard_normal((rows, columns), dtype=np.float32)
    return cv2.resize(small, (max(1, width), max(1, height)), interpolation=cv2.INTER_CUBIC)


def natural_colour(rng):
    base = NATURAL[rng.integers(len(NATURAL))]
    return np.clip(base * np.float32(rng.uniform(0.6, 1.25)) + rng.normal(0, 14, 3), 0, 255).astype(np.float32)


def vivid_colour(rng):
    hsv = np.uint8([[[rng.integers(180), rng.integers(90, 256), rng.integers(60, 256)]]])
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32)


def cloth_colour(rng):
    kind = rng.random()
    if kind < 0.22:
        return np.float32([1, 1, 1]) * rng.uniform(8, 60)
    if kind < 0.42:
        return np.clip(np.float32(rng.uniform(190, 255)) + rng.normal(0, 6, 3), 0, 255).astype(np.float32)
    if kind < 0.52:
        return natural_colour(rng)
    return vivid_colour(rng)


def skin_colour(rng):
    base = SKIN[rng.integers(len(SKIN))]
    return np.clip(base * np.float32(rng.uniform(0.85, 1.1)) + rng.normal(0, 6, 3), 0, 255).astype(np.float32)


def tinted(rng, field, colours, contrast):
    """A field as a picture that runs between colours."""
    level = np.clip(field * np.float32(contrast) + np.float32(0.5), 0, 1)
    steps = np.linspace(0, 1, len(colours))
    table = np.stack([np.interp(np.linspace(0, 1, 256), steps, [one[channel] for one in colours]) for channel in range(3)], 1)
    return np.clip(table, 0, 255).astype(np.uint8)[(level * 255).astype(np.uint8)]


def roughened(rng, pixels, strength):
    """The picture with natural noise on its brightness."""
    height, width = pixels.shape[:2]
    field = natural_field(rng, height, width) * np.float32(strength)
    return cv2.add(pixels, cv2.merge([field] * 3), dtype=cv2.CV_8U)
