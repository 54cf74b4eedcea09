"""Artwork and small words as they are printed on shirts, posters and banners."""

import cv2
import numpy as np

from scenes import designs, textures, typefaces


def artwork(rng, height, width):
    """Colours that flow into each other, sometimes with hard shapes."""
    rows, columns = int(rng.integers(2, 7)), int(rng.integers(2, 10))
    colours = np.stack([textures.cloth_colour(rng) for _ in range(int(rng.integers(2, 6)))])
    small = colours[rng.integers(0, len(colours), (rows, columns))]
    method = cv2.INTER_CUBIC if rng.random() < 0.8 else cv2.INTER_NEAREST
    field = cv2.resize(small, (width, height), interpolation=method)
    for _ in range(rng.integers(0, 5)):
        points = np.column_stack([rng.integers(0, width, 5), rng.integers(0, height, 5)]).astype(np.int32)
        colour = colours[rng.integers(len(colours))].tolist()
        if rng.random() < 0.5:
            cv2.fillPoly(field, [points], colour, cv2.LINE_AA)
        else:
            cv2.circle(field, points[0].tolist(), int(rng.integers(3, 40)), colour, -1, cv2.LINE_AA)
    return np.clip(field, 0, 255)


def line(rng, field, words, top, bottom, ink, bold=True):
    """Words in the middle of a field, between two heights, as large as the room allows."""
    files = typefaces.files()[0 if bold else 1]
    alpha = typefaces.mask(words, files[rng.integers(len(files))])
    alpha = typefaces.text_height(alpha, max(4, bottom - top))
    room = field.shape[1] - 6
    if alpha.shape[1] > room:
        alpha = typefaces.text_height(alpha, max(4, alpha.shape[0] * room / alpha.shape[1]))
    designs.paste(field, alpha, (field.shape[1] - alpha.shape[1]) // 2, (top + bottom - alpha.shape[0]) // 2, ink)


def small_words(rng, field, top, bottom, ink, largest=26):
    """A line of sponsors somewhere between two heights; it may run out of the field."""
    height = int(rng.integers(5, largest + 1))
    alpha = designs.sponsor(int(rng.integers(designs.SPONSORS)))
    alpha = typefaces.text_height(alpha, height, rng.uniform(0.8, 1.3))
    left = int(rng.integers(-10, max(-9, field.shape[1] - alpha.shape[1] + 10)))
    designs.paste(field, alpha, left, int(rng.integers(top, max(top + 1, bottom - height + 1))), ink)
