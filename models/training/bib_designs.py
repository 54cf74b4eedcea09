"""Draws the front of a race bib: a number on a design of panels, artwork, sponsors and names."""

import functools

import cv2
import numpy as np

import typefaces

WIDTH = 240
SPONSORS = 2500
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ANY_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WORDS = (
    "RUN RACE TRAIL CITY MARATHON HALF ULTRA FINISH START CHALLENGE SPORT TEAM CLUB SUMMER NIGHT COAST RIVER BANK ENERGY "
    "WATER SHOES RELAY CUP TRIATHLON SERIES OPEN WAVE ELITE CHARITY PARK FOREST LAKE HILLS Sky Peak Anna Tom Maria Chen Wong "
    "Smith Garcia Jean Paul Lena Yuki Ahmed Olga Kim Lee Peter Laura Marc Nina Ivan Rosa"
).split()


def label(rng):
    """What stands on the bib: mostly digits, often with a leading letter."""
    kind = rng.random()
    digits = rng.choice([1, 2, 3, 4, 5], p=[0.05, 0.12, 0.27, 0.38, 0.18])
    number = "".join(str(one) for one in rng.integers(0, 10, digits))
    if rng.random() < 0.08:
        number = "".join(str(one) for one in rng.choice(rng.integers(0, 10, 2), digits))
    if kind < 0.5:
        return number
    letters = ANY_LETTER if rng.random() < 0.05 else LETTERS
    first = letters[rng.integers(len(letters))]
    if kind < 0.9:
        return first + number
    if kind < 0.96:
        return first + letters[rng.integers(len(letters))] + number
    return "".join(ANY_LETTER[one] for one in rng.integers(0, 26, rng.integers(2, 6)))


def colour(rng, low=0, high=255):
    return rng.integers(low, high + 1, 3).astype(np.float32)


def light(rng):
    return np.float32(255) - (rng.random(3) * rng.choice([20, 90])).astype(np.float32)


def dark(rng):
    return (rng.random(3) * rng.choice([25, 90])).astype(np.float32)


def luma(bgr):
    return float(bgr[0] * 0.114 + bgr[1] * 0.587 + bgr[2] * 0.299)


def number_colours(rng):
    """(behind, number), apart enough to be read."""
    kind = rng.random()
    if kind < 0.4:
        return light(rng), dark(rng)
    if kind < 0.68:
        return dark(rng), light(rng)
    behind = colour(rng)
    for _ in range(20):
        ink = colour(rng) if rng.random() < 0.4 else (light(rng) if rng.random() < 0.5 else dark(rng))
        if abs(luma(ink) - luma(behind)) > 75:
            return behind, ink
    return light(rng), dark(rng)


def artwork(rng, height, width):
    """Colours that flow into each other, sometimes with hard shapes."""
    cells = (int(rng.integers(2, 12)), int(rng.integers(2, 7)))
    small = rng.integers(0, 256, (cells[1], cells[0], 3)).astype(np.float32)
    if rng.random() < 0.5:
        small = small * 0.4 + colour(rng) * 0.6
    field = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC if rng.random() < 0.8 else cv2.INTER_NEAREST)
    for _ in range(rng.integers(0, 5)):
        shape(rng, field)
    return np.clip(field, 0, 255)


def shape(rng, field):
    height, width = field.shape[:2]
    bgr = colour(rng).tolist()
    kind = rng.integers(4)
    at = (int(rng.integers(width)), int(rng.integers(height)))
    if kind == 0:
        cv2.circle(field, at, int(rng.integers(3, 30)), bgr, -1 if rng.random() < 0.6 else 2, cv2.LINE_AA)
    elif kind == 1:
        cv2.line(field, at, (int(rng.integers(width)), int(rng.integers(height))), bgr, int(rng.integers(1, 9)), cv2.LINE_AA)
    elif kind == 2:
        points = np.column_stack([rng.integers(0, width, 5), rng.integers(0, height, 5)]).astype(np.int32)
        cv2.fillPoly(field, [points], bgr, cv2.LINE_AA)
    else:
        steps = np.arange(0, width + 8, 8)
        ridge = height - np.abs(np.cumsum(rng.normal(0, 4, len(steps)))) - rng.integers(0, max(1, height // 2))
        points = np.column_stack([np.append(steps, [width, 0]), np.append(ridge, [height, height])]).astype(np.int32)
        cv2.fillPoly(field, [points], bgr, cv2.LINE_AA)


def paste(canvas, alpha, left, top, bgr, strength=1.0):
    """Lays a colour on the canvas through a mask; what lies outside is cut."""
    height, width = canvas.shape[:2]
    x1, y1, x2, y2 = max(0, left), max(0, top), min(width, left + alpha.shape[1]), min(height, top + alpha.shape[0])
    if x1 >= x2 or y1 >= y2:
        return
    part = alpha[y1 - top : y2 - top, x1 - left : x2 - left, None].astype(np.float32) * (strength / 255)
    canvas[y1:y2, x1:x2] += (bgr - canvas[y1:y2, x1:x2]) * part


@functools.lru_cache(maxsize=4096)
def sponsor(index):
    """Alpha of one of many lines of small text; drawn once, because typefaces are slow."""
    rng = np.random.default_rng((7, index))
    bold, other = typefaces.files()
    files = bold if rng.random() < 0.5 else other
    words = [WORDS[one] for one in rng.integers(0, len(WORDS), rng.integers(1, 4))]
    if rng.random() < 0.25:
        words.append(str(rng.integers(1, 2100)))
    text = " ".join(words)
    return typefaces.mask(text if rng.random() < 0.5 else text.title(), files[rng.integers(len(files))])


def small_text(rng, canvas, top, bottom, bgr, largest=26):
    """Sponsors, a name, a date: text that is not the number."""
    height = int(np.clip(rng.integers(5, largest + 1), 5, max(6, bottom - top)))
    line = typefaces.text_height(sponsor(int(rng.integers(SPONSORS))), height, rng.uniform(0.8, 1.3))
    left = int(rng.integers(-10, max(-9, canvas.shape[1] - line.shape[1] + 10)))
    paste(canvas, line, left, int(rng.integers(top, max(top + 1, bottom - height + 1))), bgr)


def number(rng, text, height, room):
    """Alpha of the number, at most as wide as the room."""
    bold, other = typefaces.files()
    files = bold if rng.random() < 0.75 else other
    spacing = 0.0 if rng.random() < 0.6 else rng.uniform(-0.03, 0.18)
    alpha = typefaces.mask(text, files[rng.integers(len(files))], spacing)
    stretch = float(np.clip(rng.normal(1.05, 0.2), 0.6, 1.7))
    width = alpha.shape[1] * height / alpha.shape[0] * stretch
    if width > room:
        squeeze = room / width
        stretch *= max(squeeze, 0.62 / stretch) if squeeze < 1 else 1
        height = height * min(1, room / (alpha.shape[1] * height / alpha.shape[0] * stretch))
    alpha = typefaces.text_height(alpha, max(10, height), stretch)
    if rng.random() < 0.15:
        lean = rng.uniform(-0.12, 0.3)
        extra = int(abs(lean) * alpha.shape[0]) + 1
        matrix = np.float32([[1, -lean, extra if lean > 0 else 0], [0, 1, 0]])
        matrix[0, 2] = lean * alpha.shape[0] if lean > 0 else 0
        alpha = cv2.warpAffine(alpha, matrix, (alpha.shape[1] + extra, alpha.shape[0]))
    return alpha


def outline(rng, canvas, alpha, left, top, bgr):
    grown = cv2.dilate(cv2.copyMakeBorder(alpha, 4, 4, 4, 4, cv2.BORDER_CONSTANT), np.ones((5, 5), np.uint8))
    shift = (0, 0) if rng.random() < 0.5 else rng.integers(-3, 4, 2)
    paste(canvas, grown, left - 4 + int(shift[0]), top - 4 + int(shift[1]), bgr)


def draw(rng, text):
    """(bib as float32 BGR, box of the number x1 y1 x2 y2)."""
    height = int(WIDTH / rng.uniform(1.05, 1.9))
    behind, ink = number_colours(rng)
    canvas = np.empty((height, WIDTH, 3), np.float32)
    canvas[:] = light(rng) if rng.random() < 0.6 else colour(rng)
    room = WIDTH * rng.uniform(0.68, 0.96)
    # On many bibs artwork and sponsors leave the number less than a third of the height.
    share = rng.uniform(0.15, 0.32) if rng.random() < 0.55 else rng.uniform(0.24, 0.62)
    alpha = number(rng, text, height * share, room)
    free = height - alpha.shape[0]
    top = int(free * np.clip(rng.normal(0.5, 0.17), 0.05, 0.95))
    left = int((WIDTH - alpha.shape[1]) * np.clip(rng.normal(0.5, 0.16), 0.02, 0.98))
    bottom = top + alpha.shape[0]
    design(rng, canvas, behind, top, bottom)
    if rng.random() < 0.12:
        outline(rng, canvas, alpha, left, top, colour(rng) if rng.random() < 0.5 else behind)
    paste(canvas, alpha, left, top, ink, rng.uniform(0.85, 1))
    pins(rng, canvas)
    return canvas, (left, top, left + alpha.shape[1], bottom)


def design(rng, canvas, behind, top, bottom):
    height = canvas.shape[0]
    above = max(1, top - int(rng.integers(1, 14)))
    below = min(height - 1, bottom + int(rng.integers(1, 14)))
    kind = rng.random()
    if kind < 0.3:
        canvas[:] = behind
    if rng.random() < 0.6 and above > 4:
        canvas[:above] = artwork(rng, above, WIDTH) if rng.random() < 0.6 else colour(rng)
    if rng.random() < 0.45 and below < height - 4:
        canvas[below:] = artwork(rng, height - below, WIDTH) if rng.random() < 0.5 else colour(rng)
    panel(rng, canvas, behind, above, below)
    for _ in range(rng.integers(0, 4)):
        small_text(rng, canvas, 0, max(6, above), colour(rng))
    name_top = min(bottom + 2, height - 2)
    if rng.random() < 0.6 and height - name_top > 6:
        small_text(rng, canvas, name_top, min(height, name_top + 26), light(rng) if luma(behind) < 128 else dark(rng), 20)
    for _ in range(rng.integers(0, 3)):
        small_text(rng, canvas, min(below, height - 7), height, colour(rng))
    if rng.random() < 0.25:
        cv2.rectangle(canvas, (0, 0), (WIDTH - 1, height - 1), colour(rng).tolist(), int(rng.integers(2, 12)))


def panel(rng, canvas, behind, above, below):
    """The field behind the number, with its side columns."""
    ground = np.empty_like(canvas[above:below])
    ground[:] = behind
    if rng.random() < 0.3:
        faint = artwork(rng, below - above, WIDTH)
        ground += (faint - 128) * rng.uniform(0.05, 0.3)
    left = int(rng.integers(0, 14)) if rng.random() < 0.25 else 0
    right = WIDTH - (int(rng.integers(0, 14)) if rng.random() < 0.25 else 0)
    canvas[above:below, left:right] = ground[:, left:right]


def pins(rng, canvas):
    height = canvas.shape[0]
    if rng.random() < 0.5:
        for x in (8, WIDTH - 9):
            for y in (8, height - 9):
                if rng.random() < 0.8:
                    cv2.circle(canvas, (x, y), int(rng.integers(2, 5)), (dark(rng) if rng.random() < 0.7 else light(rng)).tolist(), -1)
                    if rng.random() < 0.5:
                        end = (x + int(rng.integers(-14, 15)), y + int(rng.integers(-8, 9)))
                        cv2.line(canvas, (x, y), end, (190, 190, 190), 2, cv2.LINE_AA)
