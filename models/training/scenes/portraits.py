"""Real heads and busts for training scenes, from a folder of portraits that faces.portraits labelled."""

import cv2
import numpy as np

from faces import portraits
from scenes import bibs, layers, textures

FACES_IN_TORSO = 2.4


class Heads:
    """Lays real heads on drawn bodies; who inherits says which by any(): (pixels, middle of the face, its height)."""

    busts = 0.0
    walls = 0.0
    skin = None

    def put(self, rng, layer, middle, height):
        """A head in an oval upon a drawn body."""
        pixels, face, tall = self.any(rng)
        pixels = coloured(rng, pixels)
        mask = np.zeros(pixels.shape[:2], np.uint8)
        axes = (int(tall * 0.52), int(tall * 0.68))
        cv2.ellipse(mask, (int(face[0]), int(face[1] - tall * 0.05)), axes, 0, 0, 360, 255, -1)
        reach = height / 1.35 / tall
        self.warp(layer, pixels, cv2.blur(mask, (5, 5)), face, np.float32(middle), reach)

    def warp(self, layer, pixels, mask, face, middle, reach):
        """Lays the masked pixels on the layer: so many torso lengths for each pixel."""
        corners = np.float32([[0, 0], [1, 0], [0, 1]]) * 100
        onto = layer.at(middle + (corners - face) * reach)
        matrix = cv2.getAffineTransform(corners, onto.astype(np.float32))
        size = (layer.alpha.shape[1], layer.alpha.shape[0])
        method = cv2.INTER_LINEAR if layer.scale * reach > 0.6 else cv2.INTER_AREA
        flat, alpha = cv2.warpAffine(pixels, matrix, size, flags=method), cv2.warpAffine(mask, matrix, size, flags=method)
        share = cv2.merge([alpha] * 3)
        below = cv2.multiply(layer.pixels, 255 - share, scale=1 / 255)
        layer.pixels = cv2.add(below, cv2.multiply(flat, share, scale=1 / 255))
        layer.alpha = cv2.max(layer.alpha, alpha)
        layer.marks[alpha > 127] = 0

    def bust(self, rng, photo, head, size, number):
        """(layer, bibs): a whole portrait, mostly with a bib on the chest; the head is at a place of the photo."""
        pixels, face, tall = self.any(rng)
        scale = size / FACES_IN_TORSO / tall
        low = np.maximum(np.floor(head - face * scale), 0).astype(int)
        high = np.ceil(head + (np.float32(pixels.shape[1::-1]) - face) * scale)
        high = np.minimum(high, [photo.shape[1], photo.shape[0]]).astype(int)
        if (high - low < 8).any():
            return None, []
        chest = head + np.float32([0, 1.42 * size])
        matrix = np.float32([[size, 0, chest[0]], [0, size, chest[1]]])
        layer = layers.Layer(low[0], low[1], high[0] - low[0], high[1] - low[1], matrix)
        mask = np.full(pixels.shape[:2], 255, np.uint8)
        if rng.random() < 0.6:
            mask[:] = 0
            height, width = mask.shape
            cv2.ellipse(mask, (int(face[0]), height), (int(width * 0.47), int(height - face[1] + tall * 0.2)), 0, 0, 360, 255, -1)
            cv2.ellipse(mask, (int(face[0]), int(face[1])), (int(tall * 0.6), int(tall * 0.85)), 0, 0, 360, 255, -1)
        self.warp(layer, pixels, mask, face, np.float32([0, -1.42]), 1 / FACES_IN_TORSO / tall)
        if rng.random() < 0.3:
            return layer, []
        place = (rng.normal(0, 0.05), rng.normal(-0.72, 0.08))
        bib = bibs.attach(rng, layer, number, place, rng.uniform(0.35, 0.6), rng.normal(0, 0.08))
        if rng.random() < 0.5:
            layer.shade(rng, rng.uniform(0.02, 0.1))
        return layer, [bib] if bib else []


class Portraits(Heads):
    """Many heads, which also serve as busts and as walls behind the scene."""

    busts = 0.12
    walls = 0.2

    def __init__(self, folder, labels):
        self.kept = portraits.Portraits(folder, labels, held_out=False)

    def wants(self, rng, size):
        return size > 25 and rng.random() < 0.6

    def photo(self, rng):
        return self.kept.pixels(int(rng.integers(len(self.kept))))

    def any(self, rng):
        at = int(rng.integers(len(self.kept)))
        pixels, (x1, y1, x2, y2) = self.kept.pixels(at), self.kept.boxes[at]
        middle = np.float32([(x1 + x2) / 2, (y1 + y2) / 2])
        if rng.random() < 0.5:
            pixels, middle[0] = np.ascontiguousarray(pixels[:, ::-1]), pixels.shape[1] - middle[0]
        return pixels, middle, float(y2 - y1)


def coloured(rng, pixels):
    """Gray portraits in tones of skin."""
    if np.abs(pixels[::4, ::4, 0].astype(np.int16) - pixels[::4, ::4, 2]).mean() > 6:
        return pixels
    tones = np.float32([0, 120, 255])
    skin = textures.skin_colour(rng)
    table = np.stack([np.interp(np.arange(256), tones, [8, skin[channel] * 0.75, 250]) for channel in range(3)], 1)
    return table.astype(np.uint8)[pixels[..., 0]]
