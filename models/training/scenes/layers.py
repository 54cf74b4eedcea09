"""A sheet on which one runner is drawn before it is laid upon the photo; it knows where bibs and their numbers can be seen."""

import cv2
import numpy as np

from scenes import textures

FINE = 4
ONE = 1 << FINE


def fixed(points):
    return np.int32(np.round(np.asarray(points, np.float32) * ONE))


class Layer:
    """Pixels, opacity, and marks: 0, or twice the number of a bib, plus 1 where its number stands."""

    def __init__(self, left, top, width, height, matrix):
        self.left, self.top = left, top
        self.matrix = matrix - np.float32([[0, 0, left], [0, 0, top]])
        self.pixels = np.zeros((height, width, 3), np.uint8)
        self.alpha = np.zeros((height, width), np.uint8)
        self.marks = np.zeros((height, width), np.uint8)
        self.scale = float(np.hypot(matrix[0, 1], matrix[1, 1]))

    def at(self, points):
        """Points of the body, in torso lengths, as pixels of this sheet."""
        return np.asarray(points, np.float32) @ self.matrix[:, :2].T + self.matrix[:, 2]

    def polygon(self, points, colour):
        corners = [fixed(self.at(points))]
        cv2.fillPoly(self.pixels, corners, np.asarray(colour, float).tolist(), cv2.LINE_AA, FINE)
        cv2.fillPoly(self.alpha, corners, 255, cv2.LINE_AA, FINE)
        cv2.fillPoly(self.marks, corners, 0, cv2.LINE_8, FINE)

    def limb(self, start, end, wide, narrow, colour):
        """A rounded piece of arm or leg that grows thinner."""
        start, end = np.float32(start), np.float32(end)
        along = end - start
        length = float(np.hypot(*along)) or 1e-3
        across = np.float32([-along[1], along[0]]) / length
        angles = np.linspace(0, np.pi, 7)[:, None]
        towards = along / length
        near = start + (np.cos(angles) * across - np.sin(angles) * towards) * wide
        far = end + (-np.cos(angles) * across + np.sin(angles) * towards) * narrow
        self.polygon(np.concatenate([near, far]), colour)

    def oval(self, middle, across, down, colour, start=0.0, stop=2 * np.pi):
        angles = np.linspace(start, stop, 18)
        self.polygon(np.column_stack([middle[0] + np.cos(angles) * across, middle[1] + np.sin(angles) * down]), colour)

    def cloth(self, points, texture, box):
        """Fills a polygon with a texture that spans a box (x1 y1 x2 y2) of the body."""
        corners = [fixed(self.at(points))]
        mask = np.zeros(self.alpha.shape, np.uint8)
        cv2.fillPoly(mask, corners, 255, cv2.LINE_8, FINE)
        x, y, width, height = cv2.boundingRect(mask)
        if not width or not height:
            return
        size = texture.shape[1], texture.shape[0]
        from_texture = np.float32([[0, 0], [size[0], 0], [0, size[1]]])
        onto = self.at([[box[0], box[1]], [box[2], box[1]], [box[0], box[3]]]) - [x, y]
        matrix = cv2.getAffineTransform(from_texture, onto.astype(np.float32))
        flat = cv2.warpAffine(texture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        inside = mask[y : y + height, x : x + width]
        cv2.copyTo(flat, inside, self.pixels[y : y + height, x : x + width])
        self.alpha |= mask
        self.marks[mask > 0] = 0

    def shade(self, rng, strength):
        """Light from one side and the soft shadows of folds, over body and bib alike."""
        height, width = self.alpha.shape
        factor = 1 + textures.soft(rng, height, width, rng.integers(3, 9)) * np.float32(strength)
        if rng.random() < 0.6:
            cells = int(np.clip(rng.uniform(1, 3) * max(height, width) / max(8, self.scale * 0.3), 4, 40))
            factor += textures.soft(rng, height, width, cells) * np.float32(strength * 0.6)
        if rng.random() < 0.5:
            factor *= np.linspace(rng.uniform(0.55, 1.1), rng.uniform(0.55, 1.1), width, dtype=np.float32)[None]
        self.pixels = cv2.multiply(self.pixels, cv2.merge([factor] * 3), dtype=cv2.CV_8U)

    def lay(self, photo, marks, kernel=None):
        """Puts the sheet on the photo, smeared by the kernel if there is one."""
        height, width = self.alpha.shape
        room = np.s_[self.top : self.top + height, self.left : self.left + width]
        alpha, pixels = self.alpha, self.pixels
        if kernel is not None:
            pixels = cv2.filter2D(cv2.bitwise_and(pixels, cv2.merge([(alpha > 0).astype(np.uint8) * 255] * 3)), -1, kernel)
            alpha = cv2.filter2D(alpha, -1, kernel)
            share = cv2.merge([255 - alpha] * 3)
            photo[room] = cv2.add(cv2.multiply(photo[room], share, scale=1 / 255), pixels)
        else:
            share = cv2.merge([alpha] * 3)
            below = cv2.multiply(photo[room], 255 - share, scale=1 / 255)
            photo[room] = cv2.add(below, cv2.multiply(pixels, share, scale=1 / 255))
        cv2.copyTo(self.marks, cv2.compare(alpha, 127, cv2.CMP_GT), marks[room])
