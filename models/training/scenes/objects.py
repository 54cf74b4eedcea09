"""Things that carry text or look like paper, but are no bibs: signs, banners, car plates, clocks, posters, blank sheets."""

import cv2
import numpy as np

from scenes import designs, prints, textures, typefaces


def draw(rng, pixels, share=None, marks=None):
    """Puts one thing somewhere into the picture; nothing that it hides keeps its mark."""
    height, width = pixels.shape[:2]
    kinds = (sign, banner, plate, clock, sheet, poster, round_clock, flag)
    panel = kinds[rng.integers(len(kinds))](rng)
    wide = float(np.exp(rng.uniform(np.log(0.03), np.log(0.5)))) * width if share is None else share * width
    if panel.shape[1] > panel.shape[0] * 3:
        wide *= rng.uniform(1, 3)
    put(rng, pixels, panel, wide, rng.uniform(0, width), rng.uniform(0, 0.95 * height), marks)


def put(rng, pixels, panel, wide, x, y, marks=None):
    height, width = panel.shape[:2]
    scale = max(wide, 6) / width
    if scale < 0.7:
        panel = cv2.resize(panel, (max(3, int(width * scale * 1.3)), max(3, int(height * scale * 1.3))), interpolation=cv2.INTER_AREA)
        height, width = panel.shape[:2]
        scale = max(wide, 6) / width
    square = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    angle = np.deg2rad(rng.normal(0, 4))
    turn = np.float32([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    quad = ((square - [width / 2, height / 2]) * [scale * rng.uniform(0.6, 1), scale]) @ turn.T
    quad = quad + rng.normal(0, 0.02, (4, 2)) * [width * scale, height * scale] + [x, y]
    low = np.maximum(np.floor(quad.min(0)), 0).astype(int)
    high = np.minimum(np.ceil(quad.max(0)), [pixels.shape[1], pixels.shape[0]]).astype(int)
    if (high - low < 2).any():
        return
    quad = quad - low
    matrix = cv2.getPerspectiveTransform(square, quad.astype(np.float32))
    where = np.s_[low[1] : high[1], low[0] : high[0]]
    room = pixels[where]
    mask = np.zeros(room.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.int32(np.round(quad)), 255)
    shaded = np.clip(panel * rng.uniform(0.6, 1.1), 0, 255).astype(np.uint8)
    size = (room.shape[1], room.shape[0])
    cv2.copyTo(cv2.warpPerspective(shaded, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), mask, room)
    if marks is not None:
        marks[where][mask > 0] = 0


def panel(rng, width, height, colour):
    field = np.empty((height, width, 3), np.float32)
    field[:] = colour
    return field


def contrast(rng, colour):
    return designs.light(rng) if designs.luma(colour) < 128 else designs.dark(rng)


def digits(rng, low, high):
    return "".join(str(one) for one in rng.integers(0, 10, int(rng.integers(low, high + 1))))


def sign(rng):
    """A traffic or distance sign on its post."""
    ground = textures.vivid_colour(rng) if rng.random() < 0.7 else designs.light(rng)
    field = panel(rng, 120, 200, ground * 0.3)
    words = (digits(rng, 1, 2), digits(rng, 1, 2) + " KM", "KM " + digits(rng, 1, 2), "STOP", "EXIT " + digits(rng, 1, 2))
    cv2.rectangle(field, (0, 0), (119, 95), ground.tolist(), -1)
    if rng.random() < 0.5:
        cv2.circle(field, (60, 48), 44, contrast(rng, ground).tolist(), 6, cv2.LINE_AA)
    prints.line(rng, field, words[rng.integers(len(words))], 28, 68, contrast(rng, ground))
    return field[: 96 if rng.random() < 0.6 else 200]


def banner(rng):
    """A long band of words, with a year or a phone number among them."""
    ground = textures.vivid_colour(rng) if rng.random() < 0.7 else designs.light(rng)
    field = panel(rng, int(rng.integers(260, 600)), 64, ground)
    words = " ".join(designs.WORDS[one] for one in rng.integers(0, len(designs.WORDS), int(rng.integers(1, 5))))
    if rng.random() < 0.4:
        words += " " + digits(rng, 2, 7)
    prints.line(rng, field, words, 12, 52, contrast(rng, ground), rng.random() < 0.7)
    return field


def plate(rng):
    """A car's plate with a piece of the car."""
    body = textures.cloth_colour(rng)
    field = panel(rng, 260, 150, body)
    cv2.rectangle(field, (0, 0), (259, 30), (body * 0.4).tolist(), -1)
    for x in (30, 230):
        cv2.circle(field, (x, 60), 22, (225, 235, 235), -1, cv2.LINE_AA)
    ground = designs.light(rng) if rng.random() < 0.7 else np.float32([40, 190, 240])
    around = field[88:122, 66:194].copy()
    around[:] = ground
    words = "".join(designs.LETTERS[one] for one in rng.integers(0, len(designs.LETTERS), 2)) + " " + digits(rng, 3, 5)
    prints.line(rng, around, words, 5, 29, designs.dark(rng))
    field[88:122, 66:194] = around
    return field


def clock(rng):
    """A race clock: lit digits with colons on a dark case."""
    field = panel(rng, 260, 84, designs.dark(rng))
    parts = [f"{rng.integers(0, 10)}", f"{rng.integers(0, 60):02d}", f"{rng.integers(0, 60):02d}"]
    lit = np.float32([[40, 60, 255], [60, 200, 255], [90, 255, 120], [240, 240, 240]])[rng.integers(4)]
    prints.line(rng, field, ":".join(parts[int(rng.integers(0, 2)) :]), 16, 68, lit)
    return field


def round_clock(rng):
    field = panel(rng, 120, 120, textures.natural_colour(rng))
    cv2.circle(field, (60, 60), 56, designs.light(rng).tolist(), -1, cv2.LINE_AA)
    cv2.circle(field, (60, 60), 56, (20, 20, 20), 4, cv2.LINE_AA)
    for hour in range(12):
        angle = hour * np.pi / 6
        at = (int(60 + 44 * np.sin(angle)), int(60 - 44 * np.cos(angle)))
        alpha = typefaces.text_height(typefaces.mask(str(hour or 12), typefaces.files()[0][0]), 12)
        designs.paste(field, alpha, at[0] - alpha.shape[1] // 2, at[1] - 6, np.float32([20, 20, 20]))
    for length, angle in ((28, rng.uniform(0, 6.3)), (40, rng.uniform(0, 6.3))):
        cv2.line(field, (60, 60), (int(60 + length * np.sin(angle)), int(60 - length * np.cos(angle))), (20, 20, 20), 3, cv2.LINE_AA)
    return field


def sheet(rng):
    """Blank paper, a window, a phone, a box: a plain rectangle, maybe framed."""
    ground = designs.light(rng) if rng.random() < 0.65 else textures.cloth_colour(rng)
    field = panel(rng, int(rng.integers(60, 200)), int(rng.integers(60, 160)), ground)
    if rng.random() < 0.4:
        edge = (field.shape[1] - 1, field.shape[0] - 1)
        cv2.rectangle(field, (0, 0), edge, textures.cloth_colour(rng).tolist(), int(rng.integers(2, 12)))
    field *= 1 + 0.08 * textures.soft(rng, *field.shape[:2], 3)[..., None]
    return field


def poster(rng):
    """Artwork under lines of small words."""
    field = prints.artwork(rng, int(rng.integers(120, 260)), int(rng.integers(100, 200)))
    for _ in range(rng.integers(1, 7)):
        prints.small_words(rng, field, 0, field.shape[0] - 8, contrast(rng, field[0, 0]))
    return field


def flag(rng):
    """A feather flag or pillar: tall, with a word along it."""
    ground = textures.vivid_colour(rng)
    field = panel(rng, 300, 60, ground)
    prints.line(rng, field, designs.WORDS[rng.integers(len(designs.WORDS))].upper(), 12, 48, contrast(rng, ground))
    return np.ascontiguousarray(np.rot90(field, int(rng.choice([1, 3]))))
