"""What is no face: grounds of many kinds and things that a detector may take for a face, drawn or cut from portraits without the face."""

import cv2
import numpy as np

from faces.detector import people
from faces.detector.people import Person, strands

WORDS = "START FINISH 5 KM RUN CITY BANK WATER EXIT OPEN 24 SPORT CAFE MARATHON 1987 STOP TEAM HOTEL 118 VOTE".split()


def colour(rng, low=0, high=255):
    """Mostly pale: few surfaces are of one pure colour."""
    shade = rng.uniform(low, high, 3)
    return shade + (shade.mean() - shade) * np.sqrt(rng.random())


def clouds(rng, size):
    """Noise of several sizes at once, in two or three colours."""
    height, width = size
    field = np.zeros(size, np.float32)
    for cells in (2, 5, 11, 24, 60):
        rough = rng.normal(0, 1, (cells + 1, cells + 1)).astype(np.float32)
        field += cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC) * cells ** -rng.uniform(0.3, 1)
    field = (field - field.min()) / max(1e-6, np.ptp(field))
    stops = np.stack([colour(rng) for _ in range(int(rng.integers(2, 5)))])
    table = np.stack([np.interp(np.linspace(0, 1, 256), np.linspace(0, 1, len(stops)), stops[:, at]) for at in range(3)], 1)
    return table.astype(np.uint8)[np.uint8(field * 255)]


def foliage(rng, size):
    height, width = size
    pixels = clouds(rng, size)
    green = people.tint(rng.uniform(15, 75), rng.uniform(60, 200))
    for _ in range(int(rng.integers(80, 350))):
        middle = (int(rng.integers(width)), int(rng.integers(height)))
        axes = (int(rng.integers(2, 16)), int(rng.integers(1, 7)))
        shade = (green * rng.uniform(30, 255)).tolist()
        cv2.ellipse(pixels, middle, axes, rng.uniform(0, 180), 0, 360, shade, -1)
    return pixels


def buildings(rng, size):
    height, width = size
    pixels = clouds(rng, size)
    x = -int(rng.integers(0, 60))
    while x < width:
        wide, top = int(rng.integers(30, 160)), int(rng.integers(0, height // 2))
        cv2.rectangle(pixels, (x, top), (x + wide, height), colour(rng).tolist(), -1)
        step, inner, pane = rng.integers(9, 40, 2), rng.uniform(0.3, 0.8, 2), colour(rng).tolist()
        for left in range(x + 4, x + wide - 6, int(step[0])):
            for upper in range(top + 5, height, int(step[1])):
                cv2.rectangle(pixels, (left, upper), (left + int(step[0] * inner[0]), upper + int(step[1] * inner[1])), pane, -1)
        x += wide
    return pixels


def landscape(rng, size):
    height, width = size
    pixels = clouds(rng, size)
    for share in sorted(rng.uniform(0.2, 0.95, int(rng.integers(1, 4)))):
        ground = (clouds if rng.random() < 0.5 else foliage)(rng, size)
        edge = cv2.resize(rng.normal(0, 0.04, (1, 9)).astype(np.float32), (width, 1))[0] + share
        below = np.arange(height)[:, None] > edge[None] * height
        pixels[below] = ground[below]
    return pixels


def page(rng, size):
    height, width = size
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = colour(rng)
    y = 0
    while y < height:
        tall = rng.uniform(0.3, 2.5)
        y += int(14 + 24 * tall)
        text = " ".join(rng.choice(WORDS, 6))
        cv2.putText(pixels, text, (int(rng.integers(-60, 30)), y), int(rng.integers(0, 8)), tall, colour(rng).tolist(), int(1 + tall * 2))
    return pixels


def of_portrait(rng, size, portraits):
    """Part of a portrait, enlarged; the face in it is covered."""
    height, width = size
    at = int(rng.integers(len(portraits)))
    one = people.faceless(rng, people.person(rng, portraits, None, at, 999))
    side = np.sqrt(np.prod(one.pixels.shape[:2])) * rng.uniform(0.25, 0.9)
    scale = max(width, height) / side
    matrix = cv2.getRotationMatrix2D((0, 0), rng.normal(0, 12), scale)
    matrix[0, 0] *= rng.choice([-1, 1])
    middle = np.float32([rng.uniform(0.2, 0.8) * one.pixels.shape[1], rng.uniform(0.2, 0.9) * one.pixels.shape[0]])
    matrix[:, 2] = np.float32([width / 2, height / 2]) - matrix[:, :2] @ middle
    pixels = cv2.warpAffine(one.pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    if people.is_grey(pixels) and rng.random() < 0.6:
        tints = cv2.resize(rng.uniform(90, 255, (4, 4, 3)).astype(np.float32), (width, height))
        pixels = (pixels * (tints / 255)).astype(np.uint8)
    return pixels


def mosaic(rng, size, portraits):
    pixels = of_portrait(rng, size, portraits)
    for _ in range(int(rng.integers(2, 7))):
        tall, wide = int(rng.integers(30, size[0])), int(rng.integers(30, size[1]))
        y, x = int(rng.integers(0, size[0] - tall + 1)), int(rng.integers(0, size[1] - wide + 1))
        pixels[y : y + tall, x : x + wide] = of_portrait(rng, (tall, wide), portraits)
    return pixels


def backdrop(rng, size, portraits):
    kind = rng.random()
    if kind < 0.36:
        pixels = of_portrait(rng, size, portraits)
    elif kind < 0.5:
        pixels = mosaic(rng, size, portraits)
    else:
        pixels = (clouds, foliage, buildings, landscape, landscape, page)[int(rng.integers(6))](rng, size)
    if rng.random() < 0.4:
        pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.6, 5))
    return pixels


def blank(size):
    return np.zeros((size, size, 3), np.uint8), np.zeros((size, size), np.uint8)


def clock(rng, size):
    pixels, alpha = blank(size)
    half, radius = size // 2, int(size * 0.46)
    cv2.circle(alpha, (half, half), radius, 255, -1)
    pixels[:] = colour(rng, 120)
    ink = colour(rng, 0, 110).tolist()
    cv2.circle(pixels, (half, half), radius, ink, max(1, size // 20))
    for turn in np.arange(12) * np.pi / 6:
        outer = np.float32([np.cos(turn), np.sin(turn)]) * radius
        cv2.line(pixels, np.int32(half + outer * 0.75).tolist(), np.int32(half + outer * 0.9).tolist(), ink, max(1, size // 30))
    for length in (0.45, 0.7):
        turn = rng.uniform(0, 2 * np.pi)
        end = half + np.float32([np.cos(turn), np.sin(turn)]) * radius * length
        cv2.line(pixels, (half, half), np.int32(end).tolist(), ink, max(1, size // 24))
    return pixels, alpha


def ball(rng, size):
    pixels, alpha = blank(size)
    half = size // 2
    axes = (int(size * rng.uniform(0.3, 0.46)), int(size * rng.uniform(0.3, 0.46)))
    cv2.ellipse(alpha, (half, half), axes, 0, 0, 360, 255, -1)
    skin = people.SKIN[int(rng.integers(len(people.SKIN)))]
    base = people.tint(*skin) * 255 if rng.random() < 0.6 else colour(rng)
    light = people.ellipse_mask((size, size), rng.uniform(0.25, 0.75, 2) * size, (size * 0.55, size * 0.55), 0.8)
    pixels = np.clip(base * (0.45 + 0.7 * light[..., None]) + rng.normal(0, 4, (size, size, 1)), 0, 255).astype(np.uint8)
    for _ in range(int(rng.integers(0, 6))):
        spot = tuple(int(one) for one in rng.uniform(0.2, 0.8, 2) * size)
        shape = (int(size * rng.uniform(0.02, 0.12)), int(size * rng.uniform(0.02, 0.12)))
        cv2.ellipse(pixels, spot, shape, rng.uniform(0, 180), 0, 360, (base * rng.uniform(0.2, 1.1)).tolist(), -1)
    return pixels, alpha


def animal(rng, size):
    """Fur, two ears, dark eyes and a nose."""
    alpha = np.zeros((size, size), np.uint8)
    half = size // 2
    fur = colour(rng, 20, 230) * (1, rng.uniform(0.85, 1), rng.uniform(0.8, 1))
    wide, tall = size * rng.uniform(0.24, 0.36), size * rng.uniform(0.28, 0.4)
    cv2.ellipse(alpha, (half, half), (int(wide), int(tall)), 0, 0, 360, 255, -1)
    droop = rng.uniform(-1, 0.6)
    for side in (-1, 1):
        root = (int(half + side * wide * 0.75), int(half - tall * 0.7))
        cv2.ellipse(alpha, root, (int(size * 0.09), int(size * 0.2)), side * (20 + 90 * max(0, droop)), 0, 360, 255, -1)
    pixels = strands(rng, (size, size), fur).astype(np.uint8)
    spread, level = wide * rng.uniform(0.35, 0.6), half - tall * rng.uniform(0.05, 0.3)
    for side in (-1, 1):
        cv2.circle(pixels, (int(half + side * spread), int(level)), max(1, int(size * 0.04)), (8, 12, 20), -1)
    snout = (half, int(half + tall * rng.uniform(0.3, 0.55)))
    cv2.ellipse(pixels, snout, (int(size * 0.12), int(size * 0.1)), 0, 0, 360, np.clip(fur * rng.uniform(0.6, 1.5), 0, 255).tolist(), -1)
    cv2.ellipse(pixels, snout, (max(1, int(size * 0.06)), max(1, int(size * 0.04))), 0, 0, 360, (10, 10, 14), -1)
    return pixels, alpha


def arm(rng, size):
    """A limb of skin or cloth, at times with fingers."""
    pixels, alpha = blank(size)
    skin = people.tint(*people.SKIN[int(rng.integers(len(people.SKIN)))]) * 255
    base = skin if rng.random() < 0.75 else colour(rng)
    thick = int(size * rng.uniform(0.1, 0.22))
    wrist = (size // 2, int(size * rng.uniform(0.3, 0.5)))
    cv2.line(alpha, (int(size * rng.uniform(0, 1)), size), wrist, 255, thick)
    if rng.random() < 0.7:
        cv2.circle(alpha, wrist, int(thick * 0.8), 255, -1)
        for spread in np.linspace(-0.9, 0.9, 5) + rng.normal(0, 0.1):
            tip = np.float32([np.sin(spread), -np.cos(spread)]) * thick * rng.uniform(1.2, 2)
            cv2.line(alpha, wrist, (int(wrist[0] + tip[0]), int(wrist[1] + tip[1])), 255, max(1, int(thick * 0.36)))
    light = cv2.GaussianBlur(alpha, (0, 0), max(1, thick / 3)).astype(np.float32)[..., None] / 255
    return np.clip(base * (0.35 + 0.75 * light), 0, 255).astype(np.uint8), alpha


def sign(rng, size):
    pixels, alpha = blank(size)
    corners = np.float32([[0, 0.2], [1, 0.2], [1, 0.8], [0, 0.8]]) + rng.normal(0, 0.08, (4, 2))
    shape = rng.random()
    if shape < 0.6:
        cv2.fillPoly(alpha, [np.int32(corners * size)], 255)
    else:
        points = np.stack([np.cos(np.arange(7) * 2.4), np.sin(np.arange(7) * 2.4)], 1) * rng.uniform(0.2, 0.5, (7, 1)) + 0.5
        cv2.fillPoly(alpha, [np.int32(points * size)], 255)
    pixels[:] = colour(rng)
    for _ in range(int(rng.integers(1, 4))):
        where = (int(size * rng.uniform(0, 0.5)), int(size * rng.uniform(0.35, 0.75)))
        word, typeface, scale = str(rng.choice(WORDS)), int(rng.integers(0, 8)), size / rng.uniform(40, 110)
        cv2.putText(pixels, word, where, typeface, scale, colour(rng).tolist(), max(1, size // 28))
        middle, radius = (int(size * rng.random()), int(size * rng.random())), int(size * rng.uniform(0.05, 0.3))
        cv2.circle(pixels, middle, radius, colour(rng).tolist(), max(1, size // 20))
    return pixels, alpha


def patch(rng, size, portraits):
    """A piece of a portrait's surroundings, of any outline."""
    alpha = np.zeros((size, size), np.uint8)
    turns = np.sort(rng.uniform(0, 2 * np.pi, 9))
    points = np.stack([np.cos(turns), np.sin(turns)], 1) * rng.uniform(0.25, 0.5, (9, 1)) + 0.5
    cv2.fillPoly(alpha, [np.int32(points * size)], 255)
    return of_portrait(rng, (size, size), portraits), alpha


def thing(rng, size, portraits):
    """Any of the above as a Person without a face, about as large as a head of that size."""
    canvas = int(np.clip(size * 2, 16, 320))
    kind = int(rng.integers(8))
    if kind < 6:
        pixels, alpha = (clock, ball, animal, arm, arm, sign)[kind](rng, canvas)
    else:
        pixels, alpha = patch(rng, canvas, portraits)
    middle = np.float32([canvas / 2, canvas / 2])
    oval = middle + people.OVAL.astype(np.float32) * canvas / 4
    return Person(pixels, alpha.astype(np.float32) / 255, oval, np.repeat(middle[None], 5, 0), False)
