"""What lens, light and file format do to a scene: night, haze, glare, exposure, blur, grain, sharpening, JPEG."""

import cv2
import numpy as np

from scenes import textures


def smear_kernel(length, angle):
    """A line of so many pixels that sums to one."""
    half = max(1, int(np.ceil(length / 2)))
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    start, end = np.round(half - reach).astype(int).tolist(), np.round(half + reach).astype(int).tolist()
    cv2.line(kernel, start, end, 1.0, 1, cv2.LINE_AA)
    return kernel / kernel.sum()


def light(rng, pixels, night):
    """Brightness that changes over the picture, its colour, haze and lamps; uint8 in and out."""
    height, width = pixels.shape[:2]
    gain = np.exp(rng.normal(-0.08, 0.15)) if not night else rng.uniform(0.25, 0.55)
    lift = rng.uniform(0, 50) if rng.random() < 0.1 else rng.uniform(-12, 12)
    if rng.random() < 0.5 or night:
        field = gain * (1 + textures.soft(rng, height, width, 2) * np.float32(rng.uniform(0.05, 0.45 if night else 0.22)))
        pixels = cv2.multiply(pixels, cv2.merge([np.maximum(field, 0.05)] * 3), dtype=cv2.CV_8U)
        gain = 1.0
    levels = np.arange(256, dtype=np.float32)[:, None] * np.float32(gain)
    levels = levels * (1 + rng.normal(0, 0.05, 3)).astype(np.float32) + np.float32(lift)
    levels = np.power(np.clip(levels, 0, 255) / 255, np.float32(np.exp(rng.normal(0, 0.18)))) * 255
    if rng.random() < 0.3:
        levels = (levels - 120) * np.float32(rng.uniform(1.0, 1.35)) + 120
    pixels = cv2.LUT(pixels, np.clip(levels, 0, 255).astype(np.uint8)[None])
    if rng.random() < (0.5 if night else 0.025):
        pixels = lamps(rng, pixels)
    if rng.random() < 0.04:
        gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
        pixels = cv2.merge([gray] * 3)
    return pixels


def lamps(rng, pixels):
    height, width = pixels.shape[:2]
    small = np.zeros((height // 4 + 1, width // 4 + 1, 3), np.uint8)
    for _ in range(rng.integers(1, 12)):
        at = (int(rng.integers(small.shape[1])), int(rng.uniform(0, 0.6) * small.shape[0]))
        tone = np.float32([170, 220, 255]) * rng.uniform(0.5, 1)
        cv2.circle(small, at, int(rng.integers(1, 7)), tone.tolist(), -1)
    small = cv2.add(small, cv2.GaussianBlur(small, (0, 0), rng.uniform(2, 12)))
    return cv2.add(pixels, cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR))


def expose(rng, pixels, grain, smear):
    """Blur of the whole picture, sharpening, grain; smear is a Gaussian's deviation, 0 for none."""
    if smear > 0:
        pixels = cv2.GaussianBlur(pixels, (0, 0), smear)
    if rng.random() < 0.35:
        soft = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.6, 1.6))
        strength = rng.uniform(0.3, 1.5)
        pixels = cv2.addWeighted(pixels, 1 + strength, soft, -strength, 0)
    if grain > 0:
        pixels = grainy(rng, pixels, grain)
    return pixels


def grainy(rng, pixels, strength):
    height, width = pixels.shape[:2]
    fine = textures.grain(rng, height, width) * np.float32(strength)
    if rng.random() < 0.3:
        fine = cv2.GaussianBlur(fine, (0, 0), 0.8) * 2
    if rng.random() < 0.5:
        return cv2.add(pixels, cv2.merge([fine] * 3), dtype=cv2.CV_8U)
    planes = [fine, np.roll(fine, 37, 0), np.roll(fine, 53, 1)]
    return cv2.add(pixels, cv2.merge(planes), dtype=cv2.CV_8U)


def jpeg(pixels, quality):
    return cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1], cv2.IMREAD_COLOR)
