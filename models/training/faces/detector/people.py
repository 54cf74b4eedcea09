"""People for scenes: portraits cut out of their ground, turned, dressed and lit; with the oval of the face and five landmarks."""

import dataclasses
import pathlib

import cv2
import numpy as np

CUT_OUT = 64
OVAL = np.stack([np.cos(np.linspace(0, 2 * np.pi, 33)[:-1]), np.sin(np.linspace(0, 2 * np.pi, 33)[:-1])], 1)
MIRRORED = [1, 0, 2, 4, 3]
SKIN = ((13, 60, 210), (12, 80, 190), (11, 100, 160), (10, 110, 120), (10, 105, 85), (9, 90, 60), (7, 70, 225))


@dataclasses.dataclass
class Person:
    """pixels BGR, alpha 0..1 (ones: the whole portrait), oval [32, 2] around the face, landmarks [5, 2]."""

    pixels: np.ndarray
    alpha: np.ndarray
    oval: np.ndarray
    landmarks: np.ndarray
    has_face: bool = True

    @property
    def middle(self):
        return self.oval.mean(0)

    @property
    def size(self):
        """Of the face: its width and height as the side of a square."""
        return float(np.sqrt(np.prod(self.oval.max(0) - self.oval.min(0))))


def cut_out(pixels, box):
    """Head and shoulders as GrabCut sees them, CUT_OUT by CUT_OUT whatever the portrait's shape."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (CUT_OUT, CUT_OUT), interpolation=cv2.INTER_AREA)
    x1, y1, x2, y2 = box * np.float32([CUT_OUT / width, CUT_OUT / height] * 2)
    w, h, x, y = x2 - x1, y2 - y1, (x1 + x2) / 2, (y1 + y2) / 2
    guess = np.full((CUT_OUT, CUT_OUT), cv2.GC_PR_BGD, np.uint8)
    cv2.ellipse(guess, ((x, y - 0.12 * h), (1.5 * w, 1.7 * h), 0), cv2.GC_PR_FGD, -1)
    shoulders = y2 + 0.7 * h
    body = [(x - 0.6 * w, y2), (x + 0.6 * w, y2), (x + 1.7 * w, shoulders), (x + 2 * w, 999), (x - 2 * w, 999), (x - 1.7 * w, shoulders)]
    cv2.fillPoly(guess, [np.int32(body)], cv2.GC_PR_FGD)
    rows, columns = np.mgrid[:CUT_OUT, :CUT_OUT]
    guess[(rows < y1 - 0.8 * h) | ((np.abs(columns - x) > 1.3 * w) & (rows < y2 - 0.1 * h))] = cv2.GC_BGD
    guess[0, :] = cv2.GC_BGD
    cv2.ellipse(guess, ((x, y), (0.85 * w, 0.95 * h), 0), cv2.GC_FGD, -1)
    cv2.ellipse(guess, ((x, y2 + 0.6 * h), (0.9 * w, 1.1 * h), 0), cv2.GC_FGD, -1)
    cv2.grabCut(small, guess, None, np.zeros((1, 65)), np.zeros((1, 65)), 2, cv2.GC_INIT_WITH_MASK)
    mask = np.uint8((guess == cv2.GC_FGD) | (guess == cv2.GC_PR_FGD))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, parts = cv2.connectedComponents(mask)
    part = parts[int(np.clip(y, 0, CUT_OUT - 1)), int(np.clip(x, 0, CUT_OUT - 1))]
    return np.uint8(parts == part) * 255 if part else mask * 255


def cut_outs(portraits, path):
    """Of all portraits, made once and kept in a file."""
    path = pathlib.Path(path)
    if not path.exists():
        made = np.stack([cut_out(portraits.pixels(at), portraits.boxes[at]) for at in range(len(portraits))])
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, made)
    return np.load(path, mmap_mode="r")


def person(rng, portraits, masks, at, size):
    """A portrait with about the resolution that a face of this size needs."""
    pixels, box, landmarks = portraits.pixels(at), portraits.boxes[at], portraits.landmarks[at]
    own = np.sqrt((box[2] - box[0]) * (box[3] - box[1]))
    scale = min(1.0, max(14, 1.35 * size) / own)
    if scale < 0.9:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        box, landmarks = box * scale, landmarks * scale
    height, width = pixels.shape[:2]
    alpha = np.ones((height, width), np.float32)
    if masks is not None:
        alpha = cv2.resize(masks[at], (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    middle, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2
    return Person(pixels, alpha, (middle + OVAL * half).astype(np.float32), landmarks.copy())


def mirrored(one):
    width = one.pixels.shape[1]

    def flip(points):
        return np.stack([width - 1 - points[:, 0], points[:, 1]], 1)

    landmarks = flip(one.landmarks)[MIRRORED]
    return Person(one.pixels[:, ::-1], one.alpha[:, ::-1], flip(one.oval), landmarks, one.has_face)


class Turn:
    """A head as a bump on the picture, looked at from the side: where points of the portrait come to lie."""

    def __init__(self, one, yaw, pitch):
        self.middle = one.middle
        self.half = (one.oval.max(0) - one.oval.min(0)) / 2
        self.nose = one.landmarks[2]
        self.shift = np.float32([np.sin(yaw), np.sin(pitch)])
        self.shrink = np.float32([np.cos(yaw), np.cos(pitch)])

    def moved(self, points):
        from_middle = (points - self.middle) / self.half
        far = (from_middle**2).sum(-1, keepdims=True)
        from_nose = (((points - self.nose) / self.half) ** 2).sum(-1, keepdims=True)
        depth = 0.75 * np.exp(-far / 2.2) + 0.16 * np.exp(-from_nose / 0.07)
        near = np.exp(-np.maximum(0, far - 1) / 4)
        away = from_middle * (self.shrink - 1) * near + (depth - 0.55 * near) * self.shift
        return points + away * self.half

    def origins(self, points):
        found = points.copy()
        for _ in range(4):
            found = points - (self.moved(found) - found)
        return found


def turned(one, yaw, pitch):
    height, width = one.pixels.shape[:2]
    turn = Turn(one, yaw, pitch)
    coarse = np.stack(np.meshgrid(np.linspace(0, width - 1, 40), np.linspace(0, height - 1, 40)), 2).astype(np.float32)
    where = turn.origins(coarse.reshape(-1, 2)).reshape(coarse.shape).astype(np.float32)
    columns = np.linspace(0, 39, width, dtype=np.float32)[None].repeat(height, 0)
    rows = np.linspace(0, 39, height, dtype=np.float32)[:, None].repeat(width, 1)
    where = cv2.remap(where, columns, rows, cv2.INTER_LINEAR)
    pixels = cv2.remap(one.pixels, where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.remap(one.alpha, where, None, cv2.INTER_LINEAR)
    return Person(pixels, alpha, turn.moved(one.oval), turn.moved(one.landmarks), one.has_face)


def ellipse_mask(shape, middle, half, soft):
    """0..1, falling from one to nothing around the edge."""
    y, x = np.ogrid[: shape[0], : shape[1]]
    far = np.sqrt(((x - middle[0]) / half[0]) ** 2 + ((y - middle[1]) / half[1]) ** 2)
    return np.clip((1 + soft - far) / (2 * soft), 0, 1).astype(np.float32)


def blended(pixels, over, mask):
    mask = mask[..., None]
    return (pixels * (1 - mask) + np.asarray(over, np.float32) * mask).astype(np.uint8)


def is_grey(pixels):
    return float(np.ptp(pixels[::4, ::4].astype(np.int16), axis=2).mean()) < 14


def tint(hue, saturation, value=255):
    """The BGR factors that give grey this colour."""
    pixel = np.uint8([[[hue % 180, np.clip(saturation, 0, 255), value]]])
    return cv2.cvtColor(pixel, cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32) / 255


def coloured(rng, one):
    """A grey or sepia portrait with skin, cloth and ground in colours."""
    half = (one.oval.max(0) - one.oval.min(0)) / 2
    value = cv2.cvtColor(one.pixels, cv2.COLOR_BGR2GRAY)[..., None].astype(np.float32)
    skin = ellipse_mask(value.shape, one.middle, half * (1.02, 1.1), 0.12)[..., None]
    below = np.clip((np.arange(len(value)) - one.oval[:, 1].max()) / (half[1] * 0.3), 0, 1)[:, None, None].astype(np.float32)
    hair = tint(rng.uniform(5, 20), rng.uniform(0, 100))
    cloth = tint(rng.uniform(0, 180), rng.uniform(0, 160))
    factor = hair * (1 - below) + cloth * below
    factor = factor + (1 - one.alpha[..., None]) * (tint(rng.uniform(0, 180), rng.uniform(0, 120)) - factor)
    hue, saturation, bright = SKIN[rng.integers(len(SKIN))]
    flesh = tint(hue + rng.normal(0, 2), saturation * rng.uniform(0.7, 1.2)) * min(1, 0.25 + bright / 220)
    factor = factor * (1 - skin) + flesh * skin
    return np.clip(value * factor * 1.1, 0, 255).astype(np.uint8)


def lit(rng, one):
    """Another skin, exposure and direction of light."""
    pixels = one.pixels.astype(np.float32) / 255
    height, width = pixels.shape[:2]
    gamma = rng.uniform(1.4, 2.2) if rng.random() < 0.12 else np.exp(rng.normal(0, 0.25))
    pixels = pixels**gamma
    if rng.random() < 0.5:
        angle, strength = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.55)
        y, x = np.ogrid[:height, :width]
        along = (np.cos(angle) * (x - one.middle[0]) + np.sin(angle) * (y - one.middle[1])) / max(one.size, 1)
        pixels *= (1 + strength * np.clip(along, -1, 1))[..., None]
    pixels *= np.exp(rng.normal(0, (0.06, 0.03, 0.06)))
    pixels = (pixels - 0.5) * np.exp(rng.normal(0, 0.2)) + 0.5 + rng.normal(0, 0.06)
    return np.uint8(np.clip(pixels, 0, 1) * 255)


def strands(rng, shape, colour):
    """Hair, fur, grass: long noise around a colour."""
    height, width = shape
    long = cv2.resize(rng.normal(0, 1, (max(2, height // 9 + 2), width)).astype(np.float32), (width, height))
    fine = rng.normal(0, 0.4, shape).astype(np.float32)
    return np.clip(np.float32(colour) * (1 + 0.28 * (long + fine))[..., None], 0, 255)


def faceless(rng, one):
    """The same person without a face: from behind, or smooth, or with another part of the portrait there."""
    half = (one.oval.max(0) - one.oval.min(0)) / 2
    shape = one.pixels.shape[:2]
    mask = ellipse_mask(shape, one.middle, half * rng.uniform(1.08, 1.35), 0.12)
    kind = rng.random()
    inside = one.pixels[mask > 0.5].reshape(-1, 3)
    mean = inside.mean(0) if len(inside) else np.float32([90, 110, 150])
    if kind < 0.45:
        mask = ellipse_mask(shape, one.middle, half * rng.uniform((1.1, 1.1), (1.3, 1.5)), 0.1)
        over = strands(rng, shape, mean * rng.uniform(0.1, 1.0))
    elif kind < 0.65:
        over = strands(rng, shape, mean) * 0.15 + 0.85 * mean
    else:
        over = np.roll(one.pixels, int(half[1] * 2.8), 0) if kind < 0.85 else one.pixels[::-1]
        over = cv2.GaussianBlur(over, (0, 0), 1 + one.size / 60)
    return Person(blended(one.pixels, over, mask), one.alpha, one.oval, one.landmarks, False)
