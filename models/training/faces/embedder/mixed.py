"""Faces that nobody has: two portraits moved onto one shape and mixed, for a teacher to say what they are like."""

import cv2
import numpy as np

from faces.embedder.aligned import MARGIN, SIZE, TEMPLATE, moved, similarity
from faces.embedder.views import oval, shape

SPREAD = 18.0
CENTRES = TEMPLATE + MARGIN


def nearness(places):
    """Gaussian of the distance of places [..., 2] to each of the template's landmarks."""
    return np.exp(-((places[..., None, :] - CENTRES) ** 2).sum(-1) / (2 * SPREAD**2)).astype(np.float32)


PLACES = np.stack(np.meshgrid(*[np.arange(SIZE + 2 * MARGIN, dtype=np.float32)] * 2), -1)
NEARNESS = nearness(PLACES)
WEIGHTS = np.linalg.inv(nearness(CENTRES))


def reshaped(face, points, to):
    """The face with its landmarks moved, smoothly between them."""
    move = NEARNESS @ (WEIGHTS @ (to - points)).astype(np.float32)
    return cv2.remap(face, PLACES - move, None, cv2.INTER_LINEAR)


def recoloured(face, like):
    """The face with the mean and spread of each colour of another face's middle."""
    middle = np.s_[40:125, 40:104]
    mean, spread = face[middle].mean((0, 1)), face[middle].std((0, 1)) + 1
    other_mean, other_spread = like[middle].mean((0, 1)), like[middle].std((0, 1)) + 1
    gain = np.clip(other_spread / spread, 0.5, 2).astype(np.float32)
    return np.clip((face - mean.astype(np.float32)) * gain + other_mean.astype(np.float32), 0, 255)


def share(rng, face, points):
    """How much of the other face goes where: evenly, or another upper or lower half, or only its middle."""
    kind = rng.random()
    if kind < 0.4:
        return np.full(face.shape[:2], rng.uniform(0.3, 0.7), np.float32)
    if kind < 0.8:
        edge = rng.uniform(55, 78) + MARGIN
        down = np.tanh((PLACES[..., 1] - edge) / rng.uniform(4, 14)) * rng.choice([-1, 1])
        return (0.5 + 0.5 * down).astype(np.float32)
    return shape(face, points, oval((56, 68), 34, 42, 2.2), soft=6) * rng.uniform(0.6, 1)


def mixed(rng, one, other):
    """(face with margin, landmarks) of two such pairs."""
    (face, points), (second, second_points) = one, other
    to = points + rng.uniform(0, 1) * (second_points - points) + rng.normal(0, rng.uniform(0.3, 2), points.shape)
    to = moved(to, similarity(to, CENTRES)).astype(np.float32)
    face, second = reshaped(face, points, to), reshaped(second, second_points, to)
    mask = share(rng, face, to)[..., None]
    return (face + mask * (recoloured(second, face) - face)).clip(0, 255).astype(np.uint8), to
