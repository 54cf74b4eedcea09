"""Draws a runner: clothes with patterns and words, arms and legs on the move, a head, and bibs where runners wear them."""

import cv2
import numpy as np

from scenes import bibs as scene_bibs
from scenes import prints as scene_prints
from scenes import textures
from scenes.layers import Layer

TORSO = (-0.55, -1.15, 0.55, 0.2)
WIDE, ABOVE, BELOW = 1.5, 1.95, 1.8
BIB_SHARE = 0.8
HAIR = np.float32([[20, 20, 22], [30, 45, 70], [60, 110, 160], [120, 120, 125], [40, 60, 110]])


class Runner:
    """Decides everything that does not change while the runner is drawn."""

    def __init__(self, rng, size, bibs=True):
        self.rng, self.size = rng, size
        self.turned = float(np.clip(abs(rng.normal(0, 0.45)), 0, 1.15))
        self.narrow = float(np.cos(self.turned))
        self.back = rng.random() < 0.12
        self.skin = textures.skin_colour(rng)
        self.hair = HAIR[rng.integers(len(HAIR))] * np.float32(rng.uniform(0.6, 1.2))
        self.shirt, self.shorts = textures.cloth_colour(rng), textures.cloth_colour(rng)
        self.sleeves = rng.choice(["none", "short", "long"], p=[0.4, 0.4, 0.2])
        self.tights = rng.random() < 0.3
        self.wears_bib = bibs and rng.random() < BIB_SHARE and not (self.back and rng.random() < 0.8)
        self.side = 1 if rng.random() < 0.5 else -1

    def draw(self, photo, hips, first, portraits=None):
        """(layer, bibs) of the runner whose hips are at a place of the photo; no layer if nothing of it is seen."""
        rng = self.rng
        real = portraits if portraits is not None and not self.back and portraits.wants(rng, self.size) else None
        if real is not None and real.skin is not None:
            self.skin = real.skin
        lean = rng.normal(0, 0.08)
        turn = np.float32([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]]) * self.size
        matrix = np.column_stack([turn, np.float32(hips)]).astype(np.float32)
        low = np.maximum(np.floor(np.float32(hips) - [WIDE * self.size, ABOVE * self.size]), 0).astype(int)
        high = np.minimum(np.ceil(np.float32(hips) + [WIDE * self.size, BELOW * self.size]), [photo.shape[1], photo.shape[0]]).astype(int)
        if (high - low < 3).any():
            return None, []
        layer = Layer(low[0], low[1], high[0] - low[0], high[1] - low[1], matrix)
        self.legs(layer)
        if rng.random() < 0.35:
            layer.oval(self.bent([[0, -1.3]])[0], 0.2, 0.34, self.hair)
        early = rng.random() < 0.5
        if early:
            self.arm(layer, -self.side)
        self.torso(layer)
        bibs = self.bibs(layer, first)
        self.head(layer, real)
        if not early:
            self.arm(layer, -self.side)
        self.arm(layer, self.side)
        self.carried(layer)
        layer.shade(rng, rng.uniform(0.03, 0.16))
        return layer, bibs

    def bent(self, points):
        """Points of the body as they look when it is turned away."""
        return np.float32(points) * np.float32([self.narrow * 0.75 + 0.25, 1])

    def legs(self, layer):
        rng = self.rng
        for side in (-1, 1):
            hip = self.bent([[0.15 * side, -0.02]])[0]
            angle = rng.normal(0, 0.22) + (rng.normal(0, 0.4) if self.turned > 0.6 else 0.0)
            knee = hip + np.float32([np.sin(angle), np.cos(angle)]) * np.float32(0.78 * rng.uniform(0.65, 1))
            bend = angle - rng.normal(0, 0.3)
            foot = knee + np.float32([np.sin(bend), np.cos(bend)]) * np.float32(0.78 * rng.uniform(0.4, 1))
            cover = self.shorts if self.tights else self.skin
            layer.limb(knee, foot, 0.115, 0.065, cover)
            layer.limb(hip, knee, 0.175, 0.12, cover)
            layer.limb(foot - [0.02, 0.01], foot + [0.1 * rng.choice([-1, 1]), 0.07], 0.08, 0.06, textures.cloth_colour(rng))
            if not self.tights:
                layer.limb(hip, hip + (knee - hip) * rng.uniform(0.3, 0.95), 0.19, 0.18, self.shorts)
        layer.polygon(self.bent([[-0.3, -0.25], [0.3, -0.25], [0.34, 0.12], [-0.34, 0.12]]), self.shorts)

    def torso(self, layer):
        rng = self.rng
        wide, waist = rng.uniform(0.36, 0.46), rng.uniform(0.24, 0.36)
        hem = rng.uniform(-0.08, 0.14)
        layer.limb(*self.bent([[0, -0.95], [0, -1.2]]), 0.115, 0.1, self.skin)
        shoulder = [[0.1, -1.08], [wide * 0.72, -1.04], [wide, -0.94], [wide * 0.9, -0.7]]
        half = [*shoulder, [waist * 1.08, -0.4], [waist, -0.22], [waist * 1.1, hem]]
        outline = half + [[-x, y] for x, y in reversed(half)]
        if self.sleeves == "none":
            layer.polygon(self.bent(outline), self.skin)
            inner = [[x * (0.78 if y < -0.8 else 1.0), y + (0.06 if x < 0.15 and y < -1 else 0)] for x, y in half]
            outline = inner + [[-x, y] for x, y in reversed(inner)]
        layer.cloth(self.bent(outline), self.fabric(), self.bent([TORSO[:2], TORSO[2:]]).ravel())

    def fabric(self):
        """The shirt laid flat: colours, stripes, prints, words, logos; round as a body is."""
        rng = self.rng
        detail = self.size > 45
        width, height = (176, 216) if detail else (44, 54)
        field = np.empty((height, width, 3), np.float32)
        field[:] = self.shirt
        kind = rng.random()
        other = textures.cloth_colour(rng)
        if kind < 0.15:
            field[:, : int(width * rng.uniform(0.2, 0.8))] = other
        elif kind < 0.3:
            field[: int(height * rng.uniform(0.15, 0.8))] = other
        elif kind < 0.42:
            step = max(2, int(rng.uniform(0.02, 0.12) * height))
            stripes = (np.arange(height if rng.random() < 0.6 else width) // step) % 2 == 0
            field[stripes if len(stripes) == height else np.s_[:, stripes]] = other
        elif kind < 0.54:
            field = scene_prints.artwork(rng, height, width)
        elif kind < 0.64:
            field = textures.tinted(rng, textures.natural_field(rng, height, width), [self.shirt, other], 0.4).astype(np.float32)
        if detail and rng.random() < 0.55:
            self.prints(field)
        field *= (1 - rng.uniform(0, 0.45) * np.square(np.linspace(-1, 1, width, dtype=np.float32)))[None, :, None]
        return np.clip(field, 0, 255).astype(np.uint8)

    def prints(self, field):
        """Words, emblems and team numbers printed on cloth, which are no bibs."""
        rng = self.rng
        height, width = field.shape[:2]
        ink = textures.cloth_colour(rng)
        for _ in range(rng.integers(1, 4)):
            scene_prints.small_words(rng, field, int(height * 0.15), int(height * 0.75), ink, 34)
        if rng.random() < 0.3:
            at = (int(rng.uniform(0.25, 0.75) * width), int(rng.uniform(0.2, 0.7) * height))
            axes = (int(rng.integers(6, 40)), int(rng.integers(6, 40)))
            cv2.ellipse(field, at, axes, rng.uniform(0, 180), 0, 360, textures.cloth_colour(rng).tolist(), -1, cv2.LINE_AA)
        if rng.random() < 0.2 and not self.wears_bib:
            top = int(height * rng.uniform(0.2, 0.4))
            scene_prints.line(rng, field[:, width // 4 : -width // 4], str(rng.integers(1, 100)), top, top + height // 4, ink)

    def bibs(self, layer, first):
        if not self.wears_bib:
            return []
        rng = self.rng
        wide = float(np.clip(rng.normal(0.5, 0.08), 0.3, 0.72))
        aside = rng.normal(0, 0.04) + self.side * np.sin(self.turned) * 0.12
        place = rng.random()
        if place < 0.55:
            middle, room = (aside, rng.normal(-0.55, 0.09)), wide
        elif place < 0.85:
            middle, room = (aside, rng.normal(-0.3, 0.08)), wide
        elif place < 0.95:
            middle, room = (aside, rng.normal(-0.08, 0.06)), wide
        else:
            middle, room = (0.17 * self.side, rng.normal(0.25, 0.06)), wide * 0.6
        seen = room * (self.narrow * 0.75 + 0.25)
        keep = layer.matrix.copy()
        layer.matrix[:, 0] *= seen / room
        bib = scene_bibs.attach(rng, layer, first, (middle[0], middle[1]), room, rng.normal(0, 0.06))
        layer.matrix = keep
        return [bib] if bib else []

    def arm(self, layer, side):
        rng = self.rng
        shoulder = self.bent([[0.37 * side, -0.9]])[0]
        out = side * rng.normal(0.28, 0.18)
        elbow = shoulder + np.float32([np.sin(out), np.cos(out)]) * np.float32(0.55 * rng.uniform(0.65, 1))
        kind = rng.random()
        if kind < 0.45:
            angle, reach = -side * rng.uniform(0.4, 2.6), rng.uniform(0.35, 0.95)
        elif kind < 0.75:
            angle, reach = side * rng.normal(0.1, 0.3), rng.uniform(0.6, 1)
        elif kind < 0.9:
            angle, reach = side * rng.uniform(0.5, 2.8), rng.uniform(0.5, 1)
        else:
            elbow = shoulder + np.float32([side * rng.uniform(0.1, 0.4), -rng.uniform(0.1, 0.5)])
            angle, reach = side * rng.uniform(2.4, 3.6), rng.uniform(0.6, 1)
        hand = elbow + np.float32([np.sin(angle), np.cos(angle)]) * np.float32(0.5 * reach)
        cover = self.shirt if self.sleeves == "long" else self.skin
        tone = rng.uniform(0.75, 1.05)
        layer.limb(elbow, hand, 0.075, 0.05, np.clip(cover * tone, 0, 255))
        layer.limb(hand, hand + (hand - elbow) * 0.12, 0.065, 0.055, np.clip(self.skin * tone, 0, 255))
        layer.limb(shoulder, elbow, 0.105, 0.078, np.clip(cover * tone, 0, 255))
        if self.sleeves == "short":
            layer.limb(shoulder, shoulder + (elbow - shoulder) * 0.55, 0.135, 0.12, np.clip(self.shirt * tone, 0, 255))
        if rng.random() < 0.25:
            layer.limb(elbow + (hand - elbow) * 0.82, elbow + (hand - elbow) * 0.92, 0.062, 0.06, textures.cloth_colour(rng))

    def head(self, layer, real):
        rng = self.rng
        middle = self.bent([[0, -1.42]])[0] + rng.normal(0, 0.03, 2)
        if real is not None:
            real.put(rng, layer, middle, 0.52 * rng.uniform(0.9, 1.15))
            return
        layer.oval(middle - [0, 0.04], 0.185, 0.23, self.hair)
        if not self.back:
            self.face(layer, middle)
        if rng.random() < 0.3:
            cap = textures.cloth_colour(rng)
            layer.oval(middle - [0, 0.09], 0.19, 0.18, cap, np.pi, 2 * np.pi)
            layer.limb(middle + [-0.12, -0.1], middle + [0.12 + 0.1 * self.side * (self.turned > 0.4), -0.09], 0.03, 0.03, cap * 0.8)

    def face(self, layer, middle):
        rng = self.rng
        look = self.side * np.sin(self.turned) * 0.07
        layer.oval(middle + [look * 0.5, 0.03], 0.165, 0.215, self.skin)
        if self.size < 25:
            return
        dark = self.skin * 0.35
        eyes = middle + np.float32([look, -0.01])
        shades = rng.random() < 0.25
        for side in (-1, 1):
            at = eyes + [0.07 * side, 0]
            if shades:
                layer.oval(at, 0.065, 0.04, (20, 20, 24))
            else:
                layer.oval(at, 0.032, 0.018, (235, 235, 235))
                layer.oval(at, 0.014, 0.017, (40, 35, 30))
                layer.limb(at + [-0.03, -0.045], at + [0.03, -0.045], 0.009, 0.009, dark)
        layer.polygon([eyes + [0.0, 0.02], eyes + [0.028, 0.09], eyes + [-0.02, 0.09]], self.skin * 0.82)
        mouth = eyes + np.float32([0, 0.135])
        layer.oval(mouth, 0.06, rng.uniform(0.008, 0.03), np.float32([75, 70, 150]) * rng.uniform(0.5, 1.1))

    def carried(self, layer):
        """A strap, a bottle, a medal's ribbon, headphones' wire: things in front of the body."""
        rng = self.rng
        if rng.random() < 0.12:
            for side in (-1, 1):
                layer.limb(*self.bent([[0.22 * side, -1.05], [0.2 * side, -0.25]]), 0.045, 0.04, self.shorts)
        if rng.random() < 0.06:
            at = self.bent([[rng.uniform(-0.4, 0.4), rng.uniform(-0.6, 0)]])[0]
            layer.limb(at, at + [rng.normal(0, 0.05), 0.3], 0.07, 0.07, textures.vivid_colour(rng))
        if rng.random() < 0.05:
            chin = np.float32([0, -0.45])
            for side in (-1, 1):
                layer.limb(np.float32([0.09 * side, -1.05]), chin, 0.02, 0.02, textures.vivid_colour(rng))
            layer.oval(chin + [0, 0.06], 0.07, 0.07, (60, 170, 210))
