"""Glasses, hats, hair, masks, microphones and hands on a person's head, drawn in the frame that the landmarks span."""

import cv2
import numpy as np

from faces.detector import people
from faces.detector.people import Person, strands


class Head:
    """Coordinates of a face: origin between the eyes, one unit across from eye to eye and one down to the mouth."""

    def __init__(self, one):
        eyes, mouth = one.landmarks[:2].mean(0), one.landmarks[3:].mean(0)
        self.origin = eyes.astype(np.float64)
        self.down = (mouth - eyes).astype(np.float64)
        length = max(1.0, float(np.hypot(*self.down)))
        across = one.landmarks[1] - one.landmarks[0]
        square = np.float64([self.down[1], -self.down[0]])
        self.across = square * max(0.45, min(1.2, float(np.hypot(*across)) / length))
        self.unit = length

    def points(self, *places):
        return np.int32(np.round([self.origin + x * self.across + y * self.down for x, y in places]) * 16)

    def pen(self, share):
        return max(1, int(round(self.unit * share)))


def filled(one, pieces, over):
    """The person with a polygon in colour or texture on top, also where the portrait's ground was."""
    mask = np.zeros(one.pixels.shape[:2], np.uint8)
    for piece in pieces:
        cv2.fillPoly(mask, [piece], 255, cv2.LINE_AA, 4)
    mask = mask.astype(np.float32) / 255
    pixels = people.blended(one.pixels, over, mask)
    return Person(pixels, np.maximum(one.alpha, mask), one.oval, one.landmarks, one.has_face)


def oval_points(head, x, y, wide, tall, start=0.0, end=2 * np.pi):
    turns = np.linspace(start, end, 20)
    return head.points(*[(x + wide * np.cos(turn), y + tall * np.sin(turn)) for turn in turns])


def dark_or_bright(rng):
    return rng.uniform(0, 60, 3) if rng.random() < 0.6 else rng.uniform(0, 255, 3)


def glasses(rng, one):
    head, dark = Head(one), rng.random() < 0.55
    wide, tall = rng.uniform(0.3, 0.46), rng.uniform(0.2, 0.42)
    frame = dark_or_bright(rng)
    if dark:
        lens = rng.uniform(0, 70) + rng.uniform(0, 60, 3)
        one = filled(one, [oval_points(head, side * 0.5, 0.04, wide, tall) for side in (-1, 1)], lens)
    pixels = one.pixels.copy()
    for side in (-1, 1):
        cv2.polylines(pixels, [oval_points(head, side * 0.5, 0.04, wide, tall)], True, frame.tolist(), head.pen(0.04), cv2.LINE_AA, 4)
    cv2.polylines(pixels, [head.points((-0.15, 0), (0.15, 0))], False, frame.tolist(), head.pen(0.05), cv2.LINE_AA, 4)
    return Person(pixels, one.alpha, one.oval, one.landmarks, one.has_face)


def hat(rng, one):
    head, shade = Head(one), dark_or_bright(rng)
    brim, crown = rng.uniform(-0.75, -0.4), rng.uniform(-1.9, -1.3)
    wide = rng.uniform(0.95, 1.25)
    over = strands(rng, one.pixels.shape[:2], shade) if rng.random() < 0.3 else shade
    one = filled(one, [oval_points(head, 0, brim, wide, brim - crown, np.pi, 2 * np.pi)], over)
    if rng.random() < 0.7:
        reach, thick = wide * rng.uniform(1.0, 1.7), rng.uniform(0.06, 0.2)
        one = filled(one, [oval_points(head, rng.normal(0, 0.2), brim, reach, thick)], shade * rng.uniform(0.5, 1.0))
    return one


def hair(rng, one):
    """Long at the sides, or a fringe."""
    head = Head(one)
    over = strands(rng, one.pixels.shape[:2], people.tint(rng.uniform(5, 22), rng.uniform(40, 190)) * rng.choice([25, 60, 120, 210]))
    length, inner = rng.uniform(0.8, 2.4), rng.uniform(0.75, 1.05)
    pieces = [oval_points(head, 0, -0.75, 1.15, 0.75, np.pi, 2 * np.pi)] if rng.random() < 0.6 else []
    for side in (-1, 1):
        lower = inner + rng.uniform(-0.15, 0.3)
        outline = (0.75, -0.95), (inner, -0.3), (lower, length), (1.45, length), (1.3, -0.4)
        pieces.append(head.points(*((side * x, y) for x, y in outline)))
    return filled(one, pieces, over)


def mask(rng, one):
    head, shade = Head(one), rng.uniform(0, 255, 3)
    outline = head.points((-0.85, 0.35), (0, rng.uniform(0.3, 0.5)), (0.85, 0.35), (0.75, 1.1), (0, 1.65), (-0.75, 1.1))
    return filled(one, [outline], shade)


def beard(rng, one):
    head = Head(one)
    shade = strands(rng, one.pixels.shape[:2], np.full(3, rng.choice([15, 45, 90, 190])))
    outline = head.points((-0.85, 0.6), (-0.4, 0.75), (0.4, 0.75), (0.85, 0.6), (0.6, 1.5), (0, rng.uniform(1.6, 2.3)), (-0.6, 1.5))
    lips = head.points((-0.33, 0.95), (0.33, 0.95), (0.2, 1.12), (-0.2, 1.12))
    return filled(one, [outline, lips], shade)


def microphone(rng, one):
    head, shade = Head(one), rng.uniform(0, 80, 3)
    x, y = rng.normal(0, 0.5), rng.uniform(1.05, 1.7)
    stick = head.points((x - 0.08, y), (x + 0.08, y), (x * 2 + 0.1, y + 2.5), (x * 2 - 0.1, y + 2.5))
    return filled(one, [stick, oval_points(head, x, y, rng.uniform(0.15, 0.4), rng.uniform(0.15, 0.35))], shade)


def hand(rng, one):
    """Fingers, a cup or a phone before a part of the face."""
    head = Head(one)
    inside = people.ellipse_mask(one.pixels.shape[:2], one.middle, (one.size * 0.3, one.size * 0.3), 0.2)
    skin = (one.pixels * inside[..., None]).sum((0, 1)) / max(1.0, inside.sum())
    shade = skin * rng.uniform(0.75, 1.15) if rng.random() < 0.6 else rng.uniform(0, 255, 3)
    side, y = rng.choice([-1, 1]), rng.uniform(0.5, 1.8)
    pieces = [oval_points(head, side * rng.uniform(0.2, 1.3), y, rng.uniform(0.3, 0.6), rng.uniform(0.3, 0.7))]
    for finger in range(4):
        start = y - 0.3 + finger * 0.2
        pieces.append(head.points((side * 1.2, start), (side * 1.2, start + 0.17), (side * 0.2, start + rng.uniform(-0.2, 0.3))))
    for piece in pieces:
        one = filled(one, [piece], shade * rng.uniform(0.85, 1.1))
    return one


WEAR = (glasses, glasses, hat, hat, hair, hair, mask, beard, microphone, hand)


def dressed(rng, one):
    for _ in range(int(rng.choice([1, 2], p=[0.75, 0.25]))):
        one = WEAR[int(rng.integers(len(WEAR)))](rng, one)
    return one
