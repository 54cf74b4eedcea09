"""Crops of race bibs as a camera sees them, drawn without any photo: `python bib_crops.py --out DIR --count N --seed S`."""

import argparse
import multiprocessing
import pathlib
import time

import cv2
import numpy as np

import bib_designs

HEIGHT = 48
WIDTH = 112
MARGIN = 4
STORED_HEIGHT = HEIGHT + 2 * MARGIN
STORED_WIDTH = WIDTH + 2 * MARGIN
SCENE = 320
SLACK = 24
MAX_LABEL = 8
DOWNWARDS = np.float32([0, SLACK])
ACROSS = np.arange(SCENE, dtype=np.float32)[None]
DOWN = np.arange(SCENE, dtype=np.float32)[:, None]


def crop(rng):
    """(stored crop as uint8 BGR, what stands on it)."""
    text = bib_designs.label(rng)
    bib, box = bib_designs.draw(rng, text)
    shade(rng, bib)
    scene, corners, line = place(rng, bib, box)
    occlude(rng, scene, line)
    cut = cut_out(rng, scene, corners, line)
    return photograph(rng, cut), text


def shade(rng, bib):
    """Folds, wrinkles and uneven light, as a factor on the colours."""
    height, width = bib.shape[:2]
    light = cv2.resize(rng.normal(0, 1, (3, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    factor = 1 + light * rng.choice([0.02, 0.08, 0.16])
    if rng.random() < 0.3:
        wrinkles = cv2.resize(rng.normal(0, 1, (9, 13)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        factor += wrinkles * rng.uniform(0.03, 0.13)
    for _ in range(rng.choice([0, 1, 2], p=[0.6, 0.25, 0.15])):
        angle, offset = rng.uniform(0, np.pi), rng.uniform(-0.4, 0.4)
        along = (ACROSS[:, :width] / width - 0.5) * np.float32(np.cos(angle))
        along = along + ((DOWN[:height] / height - 0.5) * np.float32(np.sin(angle)) - np.float32(offset))
        fade = np.exp(np.abs(along) * np.float32(-1 / rng.uniform(0.02, 0.2)))
        factor += np.float32(rng.uniform(-0.35, 0.35)) * fade * (along > 0)
    bib *= factor[..., None]
    if rng.random() < 0.12:
        glare = np.zeros((height, width), np.float32)
        middle = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.ellipse(glare, middle, (int(rng.integers(8, 60)), int(rng.integers(4, 25))), rng.uniform(0, 180), 0, 360, 1, -1)
        bib += cv2.blur(glare, (21, 21))[..., None] * rng.uniform(40, 160)


def place(rng, bib, box):
    """Bends the bib and puts it askew before a background: (scene, corners of the bib, corners of the number)."""
    height, width = bib.shape[:2]
    bent = bend(rng, bib)
    square = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = cv2.getPerspectiveTransform(square + DOWNWARDS, askew(rng, square, width, height))
    flat = cv2.warpPerspective(bent, matrix, (SCENE, SCENE), flags=cv2.INTER_LINEAR)
    scene = background(rng)
    cv2.copyTo(cv2.cvtColor(flat, cv2.COLOR_BGRA2BGR), cv2.compare(flat[..., 3], 127, cv2.CMP_GT), scene)
    x1, y1, x2, y2 = box
    around = np.float32([[x1, y1], [x2, y1], [x2, y2], [x1, y2]])
    corners = cv2.perspectiveTransform((square + DOWNWARDS)[None], matrix)[0]
    line = cv2.perspectiveTransform((around + DOWNWARDS)[None], matrix)[0]
    return scene, corners, line


def bend(rng, bib):
    """The bib with transparency, its columns moved up or down as a belly and cloth waves do."""
    height, width = bib.shape[:2]
    opaque = np.full((height, width, 4), 255, np.uint8)
    opaque[..., :3] = np.clip(bib, 0, 255)
    bow = rng.normal(0, 0.05) * height if rng.random() < 0.5 else 0
    wave = rng.normal(0, 0.025) * height if rng.random() < 0.4 else 0
    length, phase = rng.uniform(0.3, 1.2) * width, rng.uniform(0, 6.3)
    xs = np.arange(width, dtype=np.float32)
    moved = bow * np.square(xs / width * 2 - 1) + wave * np.sin(xs / length * 6.283 + phase)
    ys = np.arange(height + 2 * SLACK, dtype=np.float32)[:, None] - SLACK + moved
    columns = np.broadcast_to(xs, ys.shape)
    return cv2.remap(opaque, np.ascontiguousarray(columns), ys.astype(np.float32), cv2.INTER_LINEAR)


def askew(rng, square, width, height):
    """Where the corners of the bib come to lie in the scene."""
    angle = np.deg2rad(rng.normal(0, 7) if rng.random() < 0.85 else rng.uniform(-25, 25))
    turn = np.float32([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    narrow = [rng.uniform(0.65, 1.0) if rng.random() < 0.5 else 1, rng.uniform(0.75, 1.0) if rng.random() < 0.3 else 1]
    shear = np.float32([[1, rng.normal(0, 0.08)], [rng.normal(0, 0.05), 1]])
    quad = ((square - [width / 2, height / 2]) * narrow * rng.uniform(0.9, 1.1)) @ shear.T @ turn.T
    return (quad + rng.normal(0, 0.03, (4, 2)) * [width, height] + SCENE / 2).astype(np.float32)


def background(rng):
    cells = int(rng.integers(1, 14))
    base = rng.integers(0, 256, 3).astype(np.float32) if rng.random() < 0.6 else np.float32([rng.uniform(0, 70)] * 3)
    small = base + rng.normal(0, rng.choice([5, 25, 60]), (cells, cells, 3)).astype(np.float32)
    return cv2.resize(np.clip(small, 0, 255).astype(np.uint8), (SCENE, SCENE), interpolation=cv2.INTER_LINEAR)


def occlude(rng, scene, line):
    """An arm, a strap or a bottle before the bib; it may cut into the number, but hides no character wholly."""
    if rng.random() > 0.25:
        return
    x1, y1 = line.min(0)
    x2, y2 = line.max(0)
    bgr = (np.float32([90, 130, 190]) * rng.uniform(0.4, 1.2) if rng.random() < 0.4 else rng.integers(0, 256, 3)).tolist()
    kind = rng.random()
    if kind < 0.35:
        start = (int(rng.uniform(x1 - 40, x2 + 40)), 0)
        end = (int(start[0] + rng.normal(0, 60)), SCENE)
        cv2.line(scene, start, end, bgr, int(rng.integers(1, 5)), cv2.LINE_AA)
    elif kind < 0.7:
        level = y1 + (y2 - y1) * rng.uniform(-0.3, 0.18) if rng.random() < 0.5 else y2 - (y2 - y1) * rng.uniform(-0.3, 0.18)
        away = -200 if level < (y1 + y2) / 2 else 200
        tilt = rng.normal(0, 8)
        points = [(0, level - tilt), (SCENE, level + tilt), (SCENE, level + away), (0, level + away)]
        cv2.fillPoly(scene, [np.int32(points)], bgr, cv2.LINE_AA)
    else:
        side = x1 - rng.uniform(0, 60) if rng.random() < 0.5 else x2 + rng.uniform(0, 60)
        away = -200 if side < (x1 + x2) / 2 else 200
        tilt = rng.normal(0, 12)
        points = [(side - tilt, 0), (side + tilt, SCENE), (side + away, SCENE), (side + away, 0)]
        cv2.fillPoly(scene, [np.int32(points)], bgr, cv2.LINE_AA)


def cut_out(rng, scene, corners, line):
    """Mostly the whole bib, loosely or tightly; now and then the number alone. The number is always inside."""
    whole = rng.random() < 0.8
    around = corners if whole else line
    x1, y1 = around.min(0)
    x2, y2 = around.max(0)
    width, height = x2 - x1, y2 - y1
    spread = (rng.normal(0, 0.05, 4) if rng.random() < 0.8 else rng.uniform(-0.05, 0.3, 4)) if whole else rng.uniform(0, 0.25, 4)
    x1, y1, x2, y2 = x1 - width * spread[0], y1 - height * spread[1], x2 + width * spread[2], y2 + height * spread[3]
    near, far = line.min(0), line.max(0)
    slack = (far[1] - near[1]) * 0.05
    x1, y1 = min(x1, near[0] - slack), min(y1, near[1] - slack)
    x2, y2 = max(x2, far[0] + slack), max(y2, far[1] + slack)
    x1, y1 = max(0, int(x1)), max(0, int(y1))
    return scene[y1 : int(np.ceil(y2)), x1 : int(np.ceil(x2))]


def photograph(rng, cut):
    """Few pixels, blur, exposure, noise, sharpening and JPEG, then the size that is stored."""
    height, width = cut.shape[:2]
    pixels = np.exp(rng.uniform(np.log(34), np.log(150)))
    pixels = min(pixels, width)
    small = (max(8, int(pixels)), max(8, int(pixels * height / width)))
    seen = blur(rng, cut, width / small[0])
    seen = cv2.resize(seen, small, interpolation=cv2.INTER_AREA if rng.random() < 0.7 else cv2.INTER_LINEAR)
    seen = expose(rng, seen.astype(np.float32))
    if rng.random() < 0.35:
        seen += (seen - cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 1.5))) * rng.uniform(0.3, 2.0)
    seen += rng.normal(0, 1, seen.shape).astype(np.float32) * rng.choice([0.5, 3, 8, 14], p=[0.4, 0.35, 0.18, 0.07])
    seen = np.clip(seen, 0, 255).astype(np.uint8)
    if rng.random() < 0.8:
        quality = int(rng.integers(25, 96))
        seen = cv2.imdecode(cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    method = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA)[rng.choice(3, p=[0.7, 0.2, 0.1])]
    return cv2.resize(seen, (STORED_WIDTH, STORED_HEIGHT), interpolation=method)


def blur(rng, cut, factor):
    """Blur in pixels of the small crop, so that it grows with the distance."""
    kind = rng.random()
    if kind < 0.35:
        return cut
    if kind < 0.75:
        return cv2.GaussianBlur(cut, (0, 0), max(0.1, rng.uniform(0.2, 0.95) * factor))
    length = int(max(2, rng.uniform(1, 3.6) * factor))
    angle = rng.uniform(0, np.pi)
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    cv2.line(kernel, tuple(np.int32(np.round(length - reach)).tolist()), tuple(np.int32(np.round(length + reach)).tolist()), 1)
    return cv2.filter2D(cut, -1, kernel / kernel.sum())


def expose(rng, seen):
    gain, shift = rng.uniform(0.75, 1.25), rng.uniform(-20, 20)
    kind = rng.random()
    if kind < 0.12:
        gain, shift = rng.uniform(0.25, 0.7), rng.uniform(-10, 15)
    elif kind < 0.3:
        gain, shift = rng.uniform(1.2, 1.8), rng.uniform(0, 40)
    elif kind < 0.4:
        gain, shift = rng.uniform(0.35, 0.6), rng.uniform(60, 120)
    cast = np.float32([1, 1, 1]) + rng.normal(0, 0.06, 3).astype(np.float32)
    seen = np.clip(seen * gain * cast + shift, 0, 255)
    power = np.exp(rng.normal(0, 0.2))
    return (np.power(seen / 255, power) * 255).astype(np.float32)


def batch(task):
    seed, count = task
    rng = np.random.default_rng(seed)
    crops = np.empty((count, STORED_HEIGHT, STORED_WIDTH, 3), np.uint8)
    texts = []
    for at in range(count):
        crops[at], text = crop(rng)
        texts.append(text[:MAX_LABEL])
    return crops, texts


def write(out, count, seed, workers=2, chunk=500):
    """One shard: crops as an array on disk, texts beside it."""
    cv2.setNumThreads(1)
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    tasks = [((seed, at), min(chunk, count - at * chunk)) for at in range((count + chunk - 1) // chunk)]
    started = time.time()
    with multiprocessing.Pool(workers) as pool:
        parts = list(pool.imap(batch, tasks))
    np.save(out / f"crops-{seed}.npy", np.concatenate([part[0] for part in parts]))
    (out / f"texts-{seed}.txt").write_text("\n".join(text for part in parts for text in part[1]) + "\n")
    print(f"{count} crops with seed {seed} in {time.time() - started:.0f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True, help="folder of the cache")
    arguments.add_argument("--count", type=int, default=60000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    write(given.out, given.count, given.seed, given.workers)


if __name__ == "__main__":
    main()
