"""Scenes with faces, made of portraits: `run faces.detector.scenes --portraits DIR --labels FILE --out DIR --count N --seed S`."""

import argparse
import pathlib
import time

import cv2
import numpy as np

from faces.detector import backdrops, people, wear
from faces.portraits import Portraits

FRAME = 384
SMALLEST = 7
LEAST_SEEN = 0.35
HIDDEN = 0.08
NOBODY = -1
KINDS = {"few": 0.4, "crowd": 0.24, "portrait": 0.12, "collage": 0.14, "nobody": 0.1}


class Scene:
    """A frame being filled from far to near; owner says which face's person covers a pixel."""

    def __init__(self, rng, ground):
        self.rng = rng
        self.pixels = ground
        self.owner = np.full(ground.shape[:2], NOBODY, np.int16)
        self.extent = ground.shape[1::-1]
        self.faces = []

    def paste(self, one, size, at, angle=0.0, stretch=1.0, shear=0.0):
        """Puts the middle of the face at a place, so large that the face has that size."""
        turn, scale = np.deg2rad(angle), size / max(1e-6, one.size)
        rotation = np.float64([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        shape = np.float64([[stretch, shear], [0, 1 / stretch]]) * scale
        linear = rotation @ shape
        matrix = np.concatenate([linear, (np.float64(at) - linear @ one.middle)[:, None]], 1)

        def moved(points):
            return (points @ linear.T + matrix[:, 2]).astype(np.float32)

        self.cover(one, matrix, moved)
        if one.has_face:
            self.faces.append((moved(one.oval), moved(one.landmarks)))

    def cover(self, one, matrix, moved):
        height, width = one.pixels.shape[:2]
        corners = moved(np.float64([[0, 0], [width, 0], [width, height], [0, height]]))
        x1, y1 = np.maximum(np.floor(corners.min(0)), 0).astype(int)
        x2, y2 = np.minimum(np.ceil(corners.max(0)) + 1, self.pixels.shape[1::-1]).astype(int)
        if x2 <= x1 or y2 <= y1:
            return
        matrix = matrix.copy()
        matrix[:, 2] -= (x1, y1)
        larger = abs(np.linalg.det(matrix[:, :2])) > 1.2
        flags = cv2.INTER_CUBIC if larger else cv2.INTER_LINEAR
        seen = cv2.warpAffine(one.pixels, matrix, (x2 - x1, y2 - y1), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        alpha = cv2.warpAffine(one.alpha, matrix, (x2 - x1, y2 - y1))
        inside = self.pixels[y1:y2, x1:x2]
        inside[:] = people.blended(inside, seen, alpha)
        self.owner[y1:y2, x1:x2][alpha > 0.5] = len(self.faces) if one.has_face else NOBODY

    def labels(self):
        """Rows of x1 y1 x2 y2, ten of the landmarks, and whether the face is to be passed over."""
        rows = []
        for number, (oval, landmarks) in enumerate(self.faces):
            low, high = np.maximum(oval.min(0), 0), np.minimum(oval.max(0), self.extent)
            if (high - low).min() < 2:
                continue
            mask = np.zeros(self.owner.shape, np.uint8)
            cv2.fillPoly(mask, [np.int32(np.round(oval * 16))], 1, cv2.LINE_8, 4)
            whole = cv2.contourArea(oval)
            seen = np.count_nonzero(self.owner[mask > 0] == number) / max(1.0, whole)
            size = np.sqrt(whole * 4 / np.pi)
            passed_over = seen < LEAST_SEEN or size < SMALLEST
            if seen > HIDDEN:
                rows.append([*low, *high, *landmarks.reshape(-1), passed_over])
        return np.float32(rows).reshape(-1, 15)


class Director:
    """Draws scenes from a set of portraits."""

    def __init__(self, portraits, masks, frame=FRAME):
        self.portraits, self.masks, self.frame = portraits, masks, frame

    def scene(self, rng):
        kind = rng.choice(list(KINDS), p=list(KINDS.values()))
        ground = backdrops.backdrop(rng, (self.frame, self.frame), self.portraits)
        scene = Scene(rng, ground)
        self.things(scene, int(rng.integers(0, 5)))
        getattr(self, kind)(scene)
        if rng.random() < 0.3:
            self.things(scene, int(rng.integers(1, 3)))
        if rng.random() < 0.2:
            letterbox(rng, scene)
        return photograph(rng, scene.pixels), scene.labels()

    def someone(self, rng, size, cut=True):
        """A person of the portraits as seen once: turned, coloured, dressed, lit."""
        at = int(rng.integers(len(self.portraits)))
        one = people.person(rng, self.portraits, self.masks if cut else None, at, size)
        if rng.random() < 0.5:
            one = people.mirrored(one)
        one.pixels = np.ascontiguousarray(one.pixels)
        if size > 14 and rng.random() < 0.45:
            one = people.turned(one, rng.normal(0, 0.45), rng.normal(0, 0.22))
        if rng.random() < 0.75 and people.is_grey(one.pixels):
            one.pixels = people.coloured(rng, one)
        if rng.random() < 0.3:
            one = wear.dressed(rng, one)
        one.pixels = people.lit(rng, one)
        if cut and rng.random() < 0.5:
            one = longer(rng, one)
        return one

    def nobody_like(self, rng, size):
        return people.faceless(rng, self.someone(rng, size))

    def put(self, scene, size, at, cut=True, most=1.0):
        rng = scene.rng
        one = self.nobody_like(rng, size) if rng.random() < 0.12 else self.someone(rng, size, cut)
        spread = rng.choice([8, 22, 50], p=[0.7, 0.22, 0.08]) * most
        scene.paste(one, size, at, rng.normal(0, spread), np.exp(rng.normal(0, 0.06)), rng.normal(0, 0.06))

    def things(self, scene, count):
        for _ in range(count):
            rng = scene.rng
            size = spread_size(rng, 8, 0.35 * self.frame)
            thing = backdrops.thing(rng, size, self.portraits)
            scene.paste(thing, size, rng.uniform(0, self.frame, 2), rng.uniform(-60, 60), np.exp(rng.normal(0, 0.2)))

    def few(self, scene):
        rng = scene.rng
        sizes = [spread_size(rng, 12, 0.5 * self.frame) for _ in range(int(rng.integers(2, 11)))]
        for size in sorted(sizes):
            self.put(scene, size, rng.uniform(0.03, 0.97, 2) * self.frame, cut=rng.random() < 0.8)

    def crowd(self, scene):
        """Rows of people, larger towards the front."""
        rng = scene.rng
        size, y = spread_size(rng, 8, 45), self.frame * rng.uniform(0.05, 0.5)
        growth, dense = rng.uniform(1.0, 1.5), rng.uniform(1.15, 3)
        for _ in range(int(rng.integers(1, 5))):
            x = rng.uniform(0, dense * size)
            while x < self.frame and len(scene.faces) < 45:
                own = size * np.exp(rng.normal(0, 0.12))
                self.put(scene, own, (x, y + rng.normal(0, 0.25 * size)), most=0.7)
                x += dense * size * rng.uniform(0.75, 1.6)
            y += size * rng.uniform(1.1, 2.6)
            size *= growth

    def portrait(self, scene):
        """One person fills the frame; at times others stand in front."""
        rng = scene.rng
        self.put(scene, self.frame * rng.uniform(0.16, 0.85), rng.uniform(0.3, 0.7, 2) * self.frame, cut=rng.random() < 0.4)
        if rng.random() < 0.5:
            self.few(scene)

    def collage(self, scene):
        """Whole portraits side by side, as on walls and pages."""
        rng = scene.rng
        columns = int(rng.integers(2, 8))
        cell, size = self.frame / columns, self.frame / columns * rng.uniform(0.3, 0.6)
        for row in range(columns):
            for column in range(columns):
                if rng.random() < 0.7:
                    at = (np.float32([column, row]) + 0.5 + rng.normal(0, 0.06, 2)) * cell
                    self.put(scene, size * np.exp(rng.normal(0, 0.15)), at, cut=rng.random() < 0.15, most=0.5)

    def nobody(self, scene):
        """People from behind and things that are no faces."""
        rng = scene.rng
        for _ in range(int(rng.integers(0, 7))):
            size = spread_size(rng, 10, 0.5 * self.frame)
            scene.paste(self.nobody_like(rng, size), size, rng.uniform(0, self.frame, 2), rng.normal(0, 15))
        self.things(scene, int(rng.integers(1, 8)))


def spread_size(rng, smallest, largest):
    """As many small as large ones, counted in doublings."""
    return float(np.exp(rng.uniform(np.log(smallest), np.log(largest))))


def longer(rng, one):
    """The body goes on below the portrait's lower edge."""
    more = int(one.size * rng.uniform(0.5, 4))
    pixels = cv2.copyMakeBorder(one.pixels, 0, more, 0, 0, cv2.BORDER_REFLECT if rng.random() < 0.3 else cv2.BORDER_REPLICATE)
    alpha = cv2.copyMakeBorder(one.alpha, 0, more, 0, 0, cv2.BORDER_REPLICATE)
    below = np.arange(len(pixels)) >= len(one.pixels) + 1
    clear = np.uint8(rng.integers(0, 40))
    pixels[below] = np.maximum(pixels[below], clear)
    return people.Person(pixels, alpha, one.oval, one.landmarks, one.has_face)


def letterbox(rng, scene):
    """Black to the right or below, as a photo of another shape leaves it."""
    width, height = scene.extent
    kept = rng.uniform(0.5, 0.95)
    width, height = (width, int(height * kept)) if rng.random() < 0.6 else (int(width * kept), height)
    scene.extent = (width, height)
    for plane, nothing in ((scene.pixels, 0), (scene.owner, NOBODY)):
        plane[height:], plane[:, width:] = nothing, nothing


def photograph(rng, pixels):
    """Light, colour, blur, noise and compression of the whole."""
    if rng.random() < 0.5:
        cast = np.exp(rng.normal(0, (0.12, 0.05, 0.12)))
        pixels = np.clip(pixels * cast * np.exp(rng.normal(0, 0.2)), 0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        pixels = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.2:
        length = int(rng.integers(3, 8))
        kernel = np.zeros((length, length))
        kernel[length // 2] = 1
        if rng.random() < 0.5:
            kernel = np.eye(length) if rng.random() < 0.5 else kernel.T
        pixels = cv2.filter2D(pixels, -1, kernel / kernel.sum())
    elif rng.random() < 0.4:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.3, 1.3))
    if rng.random() < 0.2:
        small = rng.uniform(0.45, 0.9)
        side = pixels.shape[1::-1]
        pixels = cv2.resize(cv2.resize(pixels, None, fx=small, fy=small, interpolation=cv2.INTER_AREA), side)
    if rng.random() < 0.35:
        noise = rng.integers(-128, 128, pixels.shape, dtype=np.int8)
        pixels = np.clip(pixels + noise * np.float32(rng.uniform(0.02, 0.18)), 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 95))])
        pixels = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return pixels


def draw(director, folder, count, seed):
    """frames-SEED.npy and faces-SEED.npz, whose rows belong to the frames in order, so many each."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"frames-{seed}.part"
    shape = (count, director.frame, director.frame, 3)
    frames = np.lib.format.open_memmap(part, "w+", np.uint8, shape)
    started, rows = time.time(), []
    for at in range(count):
        frames[at], faces = director.scene(np.random.default_rng((seed, at)))
        rows.append(faces)
    frames.flush()
    part.rename(folder / f"frames-{seed}.npy")
    np.savez(folder / f"faces-{seed}.npz", rows=np.concatenate(rows), counts=[len(one) for one in rows])
    print(f"{count} scenes with {sum(map(len, rows))} faces in {time.time() - started:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True, help="folder of *.jpg")
    arguments.add_argument("--labels", required=True, help="what faces.portraits wrote")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--frame", type=int, default=FRAME)
    arguments.add_argument("--held-out", action="store_true", help="of portraits that are never trained on")
    given = arguments.parse_args()
    cv2.setNumThreads(1)
    portraits = Portraits(given.portraits, given.labels, given.held_out)
    name = "cut-outs-held-out.npy" if given.held_out else "cut-outs-training.npy"
    masks = people.cut_outs(portraits, pathlib.Path(given.labels).parent / name)
    draw(Director(portraits, masks, given.frame), given.out, given.count, given.seed)


if __name__ == "__main__":
    main()
