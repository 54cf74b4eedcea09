"""Draws the front of a race bib: a number on a design of bands, artwork, sponsors and names."""

import colorsys
import functools

import cv2
import numpy as np

from scenes import typefaces

WIDTH = 240
SPONSORS = 2500
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
ANY_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CONTRAST = 80
PLAIN = 0.45
WORDS = (
    "RUN RACE TRAIL CITY MARATHON HALF ULTRA FINISH START CHALLENGE SPORT TEAM CLUB SUMMER NIGHT COAST RIVER BANK ENERGY "
    "WATER SHOES RELAY CUP TRIATHLON SERIES OPEN WAVE ELITE CHARITY PARK FOREST LAKE HILLS Sky Peak Anna Tom Maria Chen Wong "
    "Smith Garcia Jean Paul Lena Yuki Ahmed Olga Kim Lee Peter Laura Marc Nina Ivan Rosa"
).split()
DISTANCES = ["5K", "10K", "21K", "42KM", "5000M", "M40", "F35"]


def label(rng):
    """What stands on the bib: mostly digits, often with a leading letter."""
    kind = rng.random()
    digits = rng.choice([1, 2, 3, 4, 5], p=[0.03, 0.1, 0.25, 0.4, 0.22])
    number = "".join(str(one) for one in rng.integers(0, 10, digits))
    if rng.random() < 0.08:
        number = "".join(str(one) for one in rng.choice(rng.integers(0, 10, 2), digits))
    if kind < 0.5:
        return number
    letters = ANY_LETTER if rng.random() < 0.05 else LETTERS
    first = letters[rng.integers(len(letters))]
    if kind < 0.91:
        return first + number
    if kind < 0.96:
        return first + letters[rng.integers(len(letters))] + number
    if kind < 0.98:
        return number + first
    return "".join(ANY_LETTER[one] for one in rng.integers(0, 26, rng.integers(2, 6)))


def colour(rng, low=0, high=255):
    return rng.integers(low, high + 1, 3).astype(np.float32)


def light(rng):
    return np.float32(255) - (rng.random(3) * rng.choice([12, 60])).astype(np.float32)


def dark(rng):
    return (rng.random(3) * rng.choice([25, 70])).astype(np.float32)


def vivid(rng):
    """A colour of print: one clear hue."""
    rgb = colorsys.hsv_to_rgb(rng.random(), rng.uniform(0.45, 1), rng.uniform(0.3, 1))
    return np.float32(rgb[::-1]) * 255


def pastel(rng):
    return vivid(rng) * np.float32(0.3) + np.float32(178)


def luma(bgr):
    return float(bgr[0] * 0.114 + bgr[1] * 0.587 + bgr[2] * 0.299)


def number_colours(rng):
    """(behind, number), apart enough to be read."""
    kind = rng.random()
    if kind < 0.42:
        return light(rng), dark(rng)
    if kind < 0.52:
        return dark(rng) if rng.random() < 0.4 else vivid(rng) * np.float32(0.6), light(rng)
    for _ in range(20):
        behind, ink = coloured(rng)
        if abs(luma(ink) - luma(behind)) > CONTRAST:
            return behind, ink
    return light(rng), dark(rng)


def coloured(rng):
    kind = rng.random()
    if kind < 0.45:
        return light(rng), vivid(rng)
    if kind < 0.65:
        return (pastel(rng) if rng.random() < 0.5 else vivid(rng)), dark(rng)
    if kind < 0.8:
        return vivid(rng), light(rng)
    return vivid(rng), (vivid(rng) if rng.random() < 0.5 else colour(rng))


def palette(rng, behind):
    """The few colours that an event prints with."""
    return [vivid(rng), vivid(rng), dark(rng) if rng.random() < 0.5 else vivid(rng), light(rng), behind]


def one_of(rng, things):
    return things[int(rng.integers(len(things)))]


def artwork(rng, height, width, colours):
    """Colours that flow into each other, sometimes with hard shapes."""
    kind = rng.random()
    if kind < 0.3:
        field = np.empty((height, width, 3), np.float32)
        field[:] = one_of(rng, colours)
    elif kind < 0.65:
        ends = np.stack([one_of(rng, colours) for _ in range(4)]).reshape(2, 2, 3).astype(np.float32)
        field = cv2.resize(ends, (width, height), interpolation=cv2.INTER_LINEAR)
    else:
        cells = (int(rng.integers(3, 14)), int(rng.integers(2, 7)))
        small = rng.integers(0, 256, (cells[1], cells[0], 3)).astype(np.float32) * 0.5 + one_of(rng, colours) * 0.5
        field = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC if rng.random() < 0.8 else cv2.INTER_NEAREST)
    for _ in range(rng.integers(0, 4)):
        shape(rng, field, one_of(rng, colours))
    return np.clip(field, 0, 255)


def shape(rng, field, bgr):
    height, width = field.shape[:2]
    bgr = bgr.tolist()
    kind = rng.integers(5)
    at = (int(rng.integers(width)), int(rng.integers(height)))
    if kind == 0:
        cv2.circle(field, at, int(rng.integers(3, 40)), bgr, -1 if rng.random() < 0.6 else 2, cv2.LINE_AA)
    elif kind == 1:
        cv2.line(field, at, (int(rng.integers(width)), int(rng.integers(height))), bgr, int(rng.integers(1, 9)), cv2.LINE_AA)
    elif kind == 2:
        points = np.column_stack([rng.integers(0, width, 4), rng.integers(0, height, 4)]).astype(np.int32)
        cv2.fillPoly(field, [points], bgr, cv2.LINE_AA)
    elif kind == 3:
        axes = (int(rng.integers(30, 160)), int(rng.integers(10, 60)))
        cv2.ellipse(field, at, axes, rng.uniform(-40, 40), 0, rng.uniform(90, 360), bgr, int(rng.integers(2, 14)), cv2.LINE_AA)
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
    """Alpha of one of many lines of text, every other without digits; drawn once, because typefaces are slow."""
    rng = np.random.default_rng((7, index))
    bold, other = typefaces.files()
    files = bold if rng.random() < 0.6 else other
    words = [one_of(rng, WORDS + DISTANCES if index % 2 else WORDS) for _ in range(rng.integers(1, 4))]
    if index % 2 and rng.random() < 0.35:
        words.append(str(rng.integers(1, 2100)))
    if rng.random() < 0.3:
        words = ["".join(one_of(rng, ANY_LETTER) for _ in range(rng.integers(3, 9)))]
    text = " ".join(words)
    return typefaces.mask(text if rng.random() < 0.5 else text.title(), one_of(rng, files))


def text_line(rng, height, plain=False):
    """Some words; plain ones have no digits."""
    index = int(rng.integers(SPONSORS))
    return typefaces.text_height(sponsor(index & ~1 if plain else index), height, rng.uniform(0.75, 1.3))


def against(rng, ground, colours):
    """A colour that can be seen on the ground."""
    for _ in range(6):
        chosen = one_of(rng, colours)
        if abs(luma(chosen) - luma(ground)) > 60:
            return chosen
    return light(rng) if luma(ground) < 128 else dark(rng)


def small_text(rng, canvas, top, bottom, bgr, largest):
    """A name, a date, a category: one line that is not the number."""
    height = int(np.clip(rng.integers(5, max(6, largest + 1)), 5, max(6, bottom - top)))
    line = text_line(rng, height, height > largest * PLAIN)
    left = int(rng.normal(0.5, 0.25) * max(0, canvas.shape[1] - line.shape[1]))
    paste(canvas, line, left, int(rng.integers(top, max(top + 1, bottom - height + 1))), bgr)


def logos(rng, canvas, top, bottom, colours, largest):
    """A row of sponsors: words, signs, words on a block of colour."""
    row = bottom - top
    left = int(rng.integers(-8, 30))
    ground = canvas[(top + bottom) // 2, WIDTH // 2].copy()
    each = int(np.clip(row * rng.uniform(0.35, 0.9), 4, largest))
    while left < WIDTH - 12:
        height = max(4, int(each * rng.uniform(0.6, 1.1)))
        middle = (top + bottom) // 2 + int(rng.normal(0, 1.5))
        line = text_line(rng, height, height > largest * PLAIN)[:, :110]
        left += logo(rng, canvas, left, middle, height, line, against(rng, ground, colours), colours) + int(rng.integers(4, 26))


def logo(rng, canvas, left, middle, height, line, bgr, colours):
    """Draws one sponsor and says how wide it is."""
    kind = rng.random()
    if kind < 0.2:
        side = height // 2
        if rng.random() < 0.5:
            cv2.circle(canvas, (left + side, middle), side, bgr.tolist(), -1 if rng.random() < 0.6 else 2, cv2.LINE_AA)
        else:
            cv2.rectangle(canvas, (left, middle - side), (left + height, middle + side), bgr.tolist(), -1)
        return height
    if kind < 0.4:
        half = height // 2 + 2
        cv2.rectangle(canvas, (left - 3, middle - half), (left + line.shape[1] + 3, middle + half), bgr.tolist(), -1)
        bgr = against(rng, bgr, colours)
    paste(canvas, line, left, middle - line.shape[0] // 2, bgr)
    return line.shape[1]


def number(rng, text, height, room):
    """Alpha of the number, at most as wide as the room, and where its first letter ends."""
    path = typefaces.for_numbers(rng)
    spacing = 0.0 if rng.random() < 0.6 else rng.uniform(-0.03, 0.16)
    alpha, split = typefaces.mask(text, path, spacing), 0
    if text[0].isalpha() and text[-1].isdigit() and rng.random() < 0.35:
        alpha, split = prefixed(rng, text, path, spacing)
    stretch = float(np.clip(rng.normal(1.0, 0.2), 0.6, 1.6))
    width = alpha.shape[1] * height / alpha.shape[0] * stretch
    if width > room:
        squeezed = max(0.55, stretch * room / width)
        height *= min(1, room / (width * squeezed / stretch))
        stretch = squeezed
    whole = alpha.shape[1]
    alpha = typefaces.text_height(alpha, max(10, height), stretch)
    split = split * alpha.shape[1] // whole
    return stroke(rng, lean(rng, alpha) if split == 0 else alpha), split


def prefixed(rng, text, path, spacing):
    """A number whose first letter is smaller, apart, or before a dash."""
    letter, digits = typefaces.mask(text[0], path), typefaces.mask(text[1:], path, spacing)
    height = digits.shape[0]
    if rng.random() < 0.5:
        letter = typefaces.text_height(letter, height * rng.uniform(0.45, 0.95))
    gap = int(height * rng.uniform(0.05, 0.45))
    joined = np.zeros((max(height, letter.shape[0]), letter.shape[1] + gap + digits.shape[1]), np.uint8)
    top = int((joined.shape[0] - letter.shape[0]) * rng.choice([0, 0.5, 1]))
    joined[top : top + letter.shape[0], : letter.shape[1]] = letter
    joined[joined.shape[0] - height :, letter.shape[1] + gap :] = digits
    if gap > height * 0.25 and rng.random() < 0.4:
        middle = joined.shape[0] - height // 2
        joined[middle - 3 : middle + 3, letter.shape[1] + gap // 4 : letter.shape[1] + gap * 3 // 4] = 255
    return joined, letter.shape[1] + gap // 2


def lean(rng, alpha):
    if rng.random() > 0.15:
        return alpha
    slant = rng.uniform(-0.12, 0.3)
    extra = int(abs(slant) * alpha.shape[0]) + 1
    matrix = np.float32([[1, -slant, slant * alpha.shape[0] if slant > 0 else 0], [0, 1, 0]])
    return cv2.warpAffine(alpha, matrix, (alpha.shape[1] + extra, alpha.shape[0]))


def stroke(rng, alpha):
    """Heavier or thinner strokes than the typeface has."""
    kind = rng.random()
    if kind > 0.3 or alpha.shape[0] < 24:
        return alpha
    kernel = np.ones((1, 2) if rng.random() < 0.5 else (2, 2), np.uint8)
    return cv2.dilate(alpha, kernel) if kind < 0.22 else cv2.erode(alpha, kernel)


def outline(rng, canvas, alpha, left, top, bgr):
    grown = cv2.dilate(cv2.copyMakeBorder(alpha, 4, 4, 4, 4, cv2.BORDER_CONSTANT), np.ones((5, 5), np.uint8))
    shift = (0, 0) if rng.random() < 0.5 else rng.integers(-3, 4, 2)
    paste(canvas, grown, left - 4 + int(shift[0]), top - 4 + int(shift[1]), bgr)


def draw(rng, text):
    """(bib as float32 BGR, box of the number x1 y1 x2 y2)."""
    height = int(WIDTH / np.clip(rng.normal(1.45, 0.22), 1.0, 2.1))
    behind, ink = number_colours(rng)
    # Between artwork, title and sponsors most numbers get a quarter of the height or less.
    usual = 0.22 if rng.random() < 0.65 else 0.37
    share = float(np.clip(usual * np.exp(rng.normal(0, 0.28)), 0.12, 0.68))
    alpha, split = number(rng, text, height * share, WIDTH * rng.uniform(0.6, 0.96))
    left = int((WIDTH - alpha.shape[1]) * np.clip(rng.normal(0.5, 0.15), 0.02, 0.98))
    top = int((height - alpha.shape[0]) * np.clip(rng.normal(0.52, 0.15), 0.04, 0.96))
    bottom = top + alpha.shape[0]
    canvas = np.empty((height, WIDTH, 3), np.float32)
    canvas[:] = behind if rng.random() < 0.65 else light(rng)
    busy = rng.random() < 0.07
    design(rng, canvas, behind, top, bottom, busy)
    if busy:
        outline(rng, canvas, alpha, left, top, light(rng) if luma(ink) < 128 else dark(rng))
    elif rng.random() < 0.14:
        outline(rng, canvas, alpha, left, top, vivid(rng) if rng.random() < 0.4 else behind)
    strength = rng.uniform(0.88, 1)
    paste(canvas, alpha, left, top, ink, strength)
    if split and rng.random() < 0.4:
        first(rng, canvas, alpha[:, :split], left, top, behind)
    pins(rng, canvas)
    return canvas, (left, top, left + alpha.shape[1], bottom)


def first(rng, canvas, alpha, left, top, behind):
    """The first letter again, in a colour of its own, sometimes on a block."""
    bgr = vivid(rng)
    if rng.random() < 0.5:
        cv2.rectangle(canvas, (left - 5, top - 4), (left + alpha.shape[1] - 2, top + alpha.shape[0] + 3), bgr.tolist(), -1)
        bgr = light(rng) if luma(bgr) < 140 else dark(rng)
    elif abs(luma(bgr) - luma(behind)) < CONTRAST:
        bgr = dark(rng) if luma(behind) > 128 else light(rng)
    paste(canvas, alpha, left, top, bgr)


def design(rng, canvas, behind, top, bottom, busy):
    height = canvas.shape[0]
    colours = palette(rng, behind)
    above = max(1, top - int(rng.integers(1, 16)))
    below = min(height - 1, bottom + int(rng.integers(1, 16)))
    # The number is not always the largest: a title or a sponsor may stand higher, but then without digits.
    largest = max(6, int((bottom - top) * (0.65 if rng.random() < 0.5 else rng.uniform(0.8, 1.8))))
    panel(rng, canvas, behind, above, below, colours, busy)
    if above > 6 and rng.random() < 0.9:
        band(rng, canvas, 0, int(above * rng.uniform(0.6, 1)), colours, largest, above)
    if height - below > 6 and rng.random() < 0.85:
        band(rng, canvas, below + int((height - below) * rng.uniform(0, 0.5)), height, colours, largest, height - below)
    for _ in range(rng.integers(0, 3)):
        start, end = (0, above) if rng.random() < 0.4 else (min(below, height - 7), height)
        small_text(rng, canvas, start, max(start + 6, end), against(rng, canvas[(start + end) // 2, WIDTH // 2], colours), largest)
    if rng.random() < 0.2:
        cv2.rectangle(canvas, (0, 0), (WIDTH - 1, height - 1), one_of(rng, colours).tolist(), int(rng.integers(2, 12)))


def band(rng, canvas, top, bottom, colours, largest, room):
    """A strip above or below the number: paper or print, with a title, sponsors or a name."""
    if bottom - top < 5:
        return
    if rng.random() < 0.65:
        canvas[top:bottom] = artwork(rng, bottom - top, WIDTH, colours)
    ground = canvas[(top + bottom) // 2, WIDTH // 2].copy()
    kind = rng.random()
    if kind < 0.55:
        rows = 2 if bottom - top > 34 and rng.random() < 0.5 else 1
        for row in range(rows):
            start = top + (bottom - top) * row // rows
            logos(rng, canvas, start, start + (bottom - top) // rows, colours, largest)
    elif kind < 0.6:
        bars(rng, canvas, top, bottom)
    elif kind < 0.92:
        small_text(rng, canvas, top, bottom, against(rng, ground, colours), min(largest, int(room * 0.8)))


def bars(rng, canvas, top, bottom):
    """A bar code, or a strip of the timing chip."""
    left, width = int(rng.integers(0, WIDTH // 2)), int(rng.integers(20, 90))
    code = np.repeat(rng.integers(0, 2, width // 2) * np.float32(255), 2)
    canvas[top:bottom, left : left + len(code)] = code[None, :, None]


def panel(rng, canvas, behind, above, below, colours, busy):
    """The field behind the number, with its side columns; a busy one is full of artwork."""
    ground = np.empty_like(canvas[above:below])
    ground[:] = behind
    if busy or rng.random() < 0.35:
        faint = artwork(rng, below - above, WIDTH, colours)
        ground += (faint - behind) * np.float32(rng.uniform(0.4, 0.9) if busy else rng.uniform(0.05, 0.3))
    left, right = 0, WIDTH
    if rng.random() < 0.3:
        left, right = int(rng.integers(0, 14)), WIDTH - int(rng.integers(0, 14))
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
