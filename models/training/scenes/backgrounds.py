"""What stands behind the runners: roads, woods, cities, crowds, nights, leaves of shapes, noise, and photos where given."""

import cv2
import numpy as np

from scenes import textures


def draw(rng, width, height, horizon, photos=None, kind=None):
    """uint8 BGR; the horizon is a height in pixels, and may lie outside."""
    if kind is not None:
        pixels = KINDS[kind](rng, width, height, horizon)
    elif photos is not None and rng.random() < photos.walls:
        pixels = montage(rng, width, height, photos)
    else:
        kinds = (outdoors, outdoors, outdoors, city, noise, leaves, crowd, blocks, plain)
        pixels = kinds[rng.integers(len(kinds))](rng, width, height, horizon)
    if rng.random() < 0.6:
        pixels = textures.roughened(rng, pixels, rng.uniform(2, 16))
    if rng.random() < 0.5:
        pixels = out_of_focus(rng, pixels)
    return pixels


def out_of_focus(rng, pixels):
    height, width = pixels.shape[:2]
    factor = int(rng.integers(2, 9))
    small = cv2.resize(pixels, (max(4, width // factor), max(4, height // factor)), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC if factor < 4 else cv2.INTER_LINEAR)


def plain(rng, width, height, horizon):
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = textures.natural_colour(rng) if rng.random() < 0.6 else textures.cloth_colour(rng)
    return textures.roughened(rng, pixels, rng.uniform(2, 25))


def noise(rng, width, height, horizon):
    colours = [textures.natural_colour(rng) for _ in range(rng.integers(2, 6))]
    return textures.tinted(rng, textures.natural_field(rng, height, width), colours, rng.uniform(0.12, 0.4))


def sky(rng, width, height):
    top, bottom = (np.float32([225, 150, 95]), np.float32([240, 220, 200])) if rng.random() < 0.6 else (textures.natural_colour(rng),) * 2
    ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    pixels = np.empty((height, width, 3), np.float32)
    pixels[:] = top * (1 - ramp) + bottom * ramp
    if rng.random() < 0.5:
        clouds = np.clip(textures.natural_field(rng, height, width) * 0.4, 0, 1)[..., None]
        pixels += (np.float32(rng.uniform(200, 255)) - pixels) * clouds
    return np.clip(pixels * np.float32(rng.uniform(0.5, 1.1)), 0, 255).astype(np.uint8)


def ground(rng, pixels, top):
    """Asphalt, grass or sand below the horizon, with lines that run to a vanishing point."""
    height, width = pixels.shape[:2]
    if top >= height - 2:
        return
    room = height - top
    one, other = textures.natural_colour(rng), textures.natural_colour(rng)
    if rng.random() < 0.5:
        one = np.float32([1, 1, 1]) * rng.uniform(60, 170)
        other = one * rng.uniform(0.7, 1.2)
    small = textures.tinted(rng, textures.natural_field(rng, max(8, room // 2), width), [one, other], rng.uniform(0.1, 0.35))
    pixels[top:] = cv2.resize(small, (width, room), interpolation=cv2.INTER_LINEAR)
    vanishing = (int(rng.uniform(-0.2, 1.2) * width), top - 1)
    for _ in range(rng.integers(0, 6)):
        foot = int(rng.uniform(-1, 2) * width)
        thick = int(rng.integers(4, max(5, width // 40)))
        points = np.int32([vanishing, (foot, height), (foot + thick * 2, height)])
        cv2.fillPoly(pixels, [points], (np.float32([1, 1, 1]) * rng.uniform(150, 255)).tolist(), cv2.LINE_AA)


def outdoors(rng, width, height, horizon):
    pixels = sky(rng, width, height)
    top = int(np.clip(horizon, 0, height))
    for _ in range(rng.integers(1, 4)):
        ridge(rng, pixels, top)
    if rng.random() < 0.5:
        trees(rng, pixels, top)
    if rng.random() < 0.35:
        houses(rng, pixels, top)
    ground(rng, pixels, top)
    if rng.random() < 0.4:
        spectators(rng, pixels, top)
    if rng.random() < 0.3:
        fence(rng, pixels, top)
    return pixels


def ridge(rng, pixels, top):
    height, width = pixels.shape[:2]
    steps = np.linspace(0, width, 40)
    reach = rng.uniform(0.03, 0.35) * height
    line = top - reach + np.cumsum(rng.normal(0, reach * 0.12, 40))
    points = np.column_stack([np.append(steps, [width, 0]), np.append(line, [height, height])]).astype(np.int32)
    cv2.fillPoly(pixels, [points], textures.natural_colour(rng).tolist(), cv2.LINE_AA)


def trees(rng, pixels, top):
    height, width = pixels.shape[:2]
    green = np.float32([50, 100, 60]) * rng.uniform(0.4, 1.5, 3)
    for _ in range(rng.integers(4, 26)):
        x, size = int(rng.integers(width)), int(rng.uniform(0.03, 0.14) * height) + 2
        colour = np.clip(green + rng.normal(0, 18, 3), 0, 255).tolist()
        middle = top - int(size * rng.uniform(0.5, 2.5))
        cv2.line(pixels, (x, top + 3), (x, middle), (np.float32([40, 60, 80]) * rng.uniform(0.5, 1.2)).tolist(), max(1, size // 5))
        for _ in range(rng.integers(3, 9)):
            shift = rng.normal(0, size * 0.6, 2)
            cv2.circle(pixels, (int(x + shift[0]), int(middle + shift[1])), int(size * rng.uniform(0.2, 0.7)) + 1, colour, -1)


def houses(rng, pixels, top):
    height, width = pixels.shape[:2]
    left = int(rng.uniform(-0.2, 0.3) * width)
    while left < width:
        wide, tall = int(rng.uniform(0.06, 0.35) * width) + 8, int(rng.uniform(0.08, 0.9) * height) + 8
        wall = textures.natural_colour(rng)
        cv2.rectangle(pixels, (left, top - tall), (left + wide, top + 4), wall.tolist(), -1)
        windows(rng, pixels, left, top - tall, wide, tall, wall)
        left += wide + int(max(0, rng.normal(0, 0.1)) * width)


def windows(rng, pixels, left, above, wide, tall, wall):
    columns, rows = int(rng.integers(2, 9)), int(rng.integers(2, 9))
    step_x, step_y = wide / columns, tall / rows
    share = rng.uniform(0.3, 0.75, 2)
    colour = wall * rng.uniform(0.3, 0.8) if rng.random() < 0.8 else np.float32([200, 220, 230])
    for column in range(columns):
        for row in range(rows):
            x, y = int(left + (column + 0.2) * step_x), int(above + (row + 0.2) * step_y)
            end = (int(x + step_x * share[0]), int(y + step_y * share[1]))
            shade = np.clip(colour * rng.uniform(0.7, 1.3), 0, 255).tolist()
            cv2.rectangle(pixels, (x, y), end, shade, -1)


def city(rng, width, height, horizon):
    pixels = sky(rng, width, height)
    top = int(np.clip(horizon, height // 8, height))
    houses(rng, pixels, top)
    houses(rng, pixels, top + int(rng.integers(0, 9)))
    ground(rng, pixels, top)
    if rng.random() < 0.5:
        spectators(rng, pixels, top)
    return pixels


def spectators(rng, pixels, top):
    """Onlookers as blurred blocks of clothing with heads, in rows."""
    height, width = pixels.shape[:2]
    size = rng.uniform(0.02, 0.09) * height + 2
    for _ in range(int(rng.integers(10, 60))):
        x, y = rng.uniform(0, width), top + rng.normal(0, size * 0.7)
        wide = size * rng.uniform(0.7, 1.3)
        colour = textures.cloth_colour(rng).tolist()
        cv2.ellipse(pixels, (int(x), int(y)), (int(wide) + 1, int(wide * 1.8) + 1), 0, 0, 360, colour, -1)
        skin = textures.skin_colour(rng).tolist()
        cv2.circle(pixels, (int(x), int(y - wide * 2.1)), int(wide * 0.5) + 1, skin, -1)


def crowd(rng, width, height, horizon):
    pixels = outdoors(rng, width, height, horizon) if rng.random() < 0.7 else plain(rng, width, height, horizon)
    for row in range(int(rng.integers(2, 7))):
        spectators(rng, pixels, int(np.clip(horizon, 0, height)) + row * height // 14)
    return pixels


def fence(rng, pixels, top):
    height, width = pixels.shape[:2]
    tall = int(rng.uniform(0.03, 0.16) * height) + 3
    bottom = top + int(rng.uniform(0, 0.15) * height) + tall
    colour = (np.float32([1, 1, 1]) * rng.uniform(60, 220)).tolist()
    gap = int(rng.integers(4, 30))
    for x in range(0, width, gap):
        cv2.line(pixels, (x, bottom - tall), (x, bottom), colour, max(1, gap // 8))
    for y in (bottom - tall, bottom):
        cv2.line(pixels, (0, y), (width, y), colour, max(1, gap // 6))


def leaves(rng, width, height, horizon):
    """Shapes upon shapes, many small and few large, which gives edges the statistics of photos."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = textures.natural_colour(rng)
    palette = [textures.natural_colour(rng) if rng.random() < 0.6 else textures.vivid_colour(rng) for _ in range(8)]
    largest = rng.uniform(0.1, 0.5) * width
    for size in largest * np.power(rng.uniform(0.02, 1, int(rng.integers(60, 260))), 1.5):
        colour = np.clip(palette[rng.integers(8)] + rng.normal(0, 22, 3), 0, 255).tolist()
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        if rng.random() < 0.5:
            axes = (int(size) + 1, int(size * rng.uniform(0.2, 1)) + 1)
            cv2.ellipse(pixels, (int(x), int(y)), axes, rng.uniform(0, 180), 0, 360, colour, -1, cv2.LINE_AA)
        else:
            angles = np.sort(rng.uniform(0, 6.3, int(rng.integers(3, 7))))
            points = np.column_stack([x + np.cos(angles) * size, y + np.sin(angles) * size])
            cv2.fillPoly(pixels, [points.astype(np.int32)], colour, cv2.LINE_AA)
    return pixels


def blocks(rng, width, height, horizon):
    """Bricks, tiles, planks or panes."""
    pixels = np.empty((height, width, 3), np.uint8)
    base = textures.natural_colour(rng)
    pixels[:] = base * rng.uniform(0.4, 1.1)
    tall = int(np.exp(rng.uniform(np.log(8), np.log(120))))
    wide = int(tall * rng.uniform(0.7, 4))
    gap = int(rng.integers(1, max(2, tall // 6)))
    for row, y in enumerate(range(0, height, tall)):
        for x in range(-(wide // 2) * (row % 2), width, wide):
            shade = np.clip(base * rng.uniform(0.75, 1.2), 0, 255).tolist()
            cv2.rectangle(pixels, (x + gap, y + gap), (x + wide - 1, y + tall - 1), shade, -1)
    return pixels


def montage(rng, width, height, photos):
    """One photo filling the picture, or a wall of several; people without bibs."""
    columns = int(rng.choice([1, 2, 3, 5], p=[0.35, 0.3, 0.2, 0.15]))
    step = -(-width // columns)
    pixels = np.empty((height, width, 3), np.uint8)
    for x in range(0, width, step):
        for y in range(0, height, step):
            photo = photos.photo(rng)
            room = pixels[y : y + step, x : x + step]
            scale = max(room.shape[0] / photo.shape[0], room.shape[1] / photo.shape[1])
            size = (int(np.ceil(photo.shape[1] * scale)), int(np.ceil(photo.shape[0] * scale)))
            grown = cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
            top = int(rng.integers(0, grown.shape[0] - room.shape[0] + 1))
            room[:] = grown[top : top + room.shape[0], : room.shape[1]]
    return pixels


KINDS = {"outdoors": outdoors, "city": city, "crowd": crowd}
