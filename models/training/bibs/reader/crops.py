"""Crops of race bibs as a camera sees them, drawn without any photo: `run bibs.reader.crops --out DIR --count N --seed S`."""

import argparse
import multiprocessing
import pathlib
import time

import cv2
import numpy as np

from scenes import designs

HEIGHT = 80
WIDTH = 160
MARGIN = 4
STORED_HEIGHT = HEIGHT + 2 * MARGIN
STORED_WIDTH = WIDTH + 2 * MARGIN
SCENE = 320
SLACK = 24
MAX_LABEL = 8
LEAST_PIXELS = 5.0
SHRINKING = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)
DOWNWARDS = np.float32([0, SLACK])
GRID = np.float32([[x, y] for y in (-1, 1) for x in (-1, -0.5, 0, 0.5, 1)])
GRID_FIT = np.linalg.pinv(np.column_stack([np.ones(len(GRID)), GRID])).astype(np.float32)
ACROSS = np.arange(SCENE, dtype=np.float32)[None]
DOWN = np.arange(SCENE, dtype=np.float32)[:, None]


def crop(rng):
    """(stored crop as uint8 BGR, what stands on it, where: middle of the number, half its width, half its height, as vectors)."""
    text = designs.label(rng)
    bib, box = designs.draw(rng, text)
    shade(rng, bib)
    scene, corners, line = place(rng, bib, box)
    occlude(rng, scene, ends(line))
    cut, origin = cut_out(rng, scene, corners, ends(line))
    line[0] -= origin
    high, wide = np.linalg.norm(line[2]) * 2, np.linalg.norm(line[1]) * 2 / len(text)
    scale = np.float32([STORED_WIDTH / cut.shape[1], STORED_HEIGHT / cut.shape[0]])
    return photograph(rng, cut, min(high, wide * 1.6)), text, line * scale


def ends(line):
    """Corners of the parallelogram that a line of text takes."""
    middle, across, down = line
    return np.stack([middle - across - down, middle + across - down, middle + across + down, middle - across + down])


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
    """Bends the bib and puts it askew before a background: (scene, corners of the bib, parallelogram of the number)."""
    height, width = bib.shape[:2]
    bent, follow = bend(rng, bib)
    square = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = cv2.getPerspectiveTransform(square + DOWNWARDS, askew(rng, square, width, height))
    flat = cv2.warpPerspective(bent, matrix, (SCENE, SCENE), flags=cv2.INTER_LINEAR)
    scene = background(rng)
    surround(rng, scene, matrix, width)
    cv2.copyTo(cv2.cvtColor(flat, cv2.COLOR_BGRA2BGR), cv2.compare(flat[..., 3], 127, cv2.CMP_GT), scene)
    corners = cv2.perspectiveTransform((square + DOWNWARDS)[None], matrix)[0]
    x1, y1, x2, y2 = box
    on_bib = np.float32([[(x1 + x2) / 2, (y1 + y2) / 2]]) + GRID * np.float32([[(x2 - x1) / 2, (y2 - y1) / 2]])
    seen = cv2.perspectiveTransform(follow(on_bib)[None].astype(np.float32), matrix)[0]
    return scene, corners, GRID_FIT @ seen


def surround(rng, scene, matrix, width):
    """What else may be seen beside a bib: words on the shirt, the bib of a neighbour."""
    kind = rng.random()
    if kind < 0.1:
        words = designs.text_line(rng, int(rng.integers(12, 45)))
        paper = scene.astype(np.float32)
        designs.paste(paper, words, int(rng.integers(-20, SCENE // 2)), int(rng.integers(0, SCENE - 20)), designs.colour(rng))
        scene[:] = paper
    elif kind < 0.18:
        other, _ = designs.draw(rng, designs.label(rng))
        beside = np.float32([[1, 0, width * rng.uniform(0.85, 1.15) * rng.choice([-1, 1])], [0, 1, rng.normal(0, 25)], [0, 0, 1]])
        cv2.warpPerspective(
            np.clip(other, 0, 255).astype(np.uint8), matrix @ beside, (SCENE, SCENE), dst=scene, borderMode=cv2.BORDER_TRANSPARENT
        )


def bend(rng, bib):
    """The bib with transparency, its columns moved as a belly and cloth waves do, and where points of it go."""
    height, width = bib.shape[:2]
    opaque = np.full((height, width, 4), 255, np.uint8)
    opaque[..., :3] = np.clip(bib, 0, 255)
    bow = rng.normal(0, 0.05) * height if rng.random() < 0.5 else 0
    wave = rng.normal(0, 0.025) * height if rng.random() < 0.4 else 0
    length, phase = rng.uniform(0.3, 1.2) * width, rng.uniform(0, 6.3)
    xs = np.arange(width, dtype=np.float32)
    around = xs / width * 2 - 1
    moved = bow * np.square(around) + wave * np.sin(xs / length * 6.283 + phase)
    ys = np.arange(height + 2 * SLACK, dtype=np.float32)[:, None] - SLACK + moved
    # Round a body, the sides come out narrower than the middle.
    belly = rng.uniform(0, 0.25) if rng.random() < 0.4 else 0
    column = (around * (1 + belly * (np.square(around) - 1)) + 1) * width / 2
    columns = np.repeat(column[None], len(ys), 0)
    if rng.random() < 0.35:
        crumple = rng.normal(0, rng.uniform(0.5, 2.5), (6, 8, 2)).astype(np.float32)
        crumple = cv2.resize(crumple, (width, len(ys)), interpolation=cv2.INTER_CUBIC)
        columns, ys = columns + crumple[..., 0], ys + crumple[..., 1]

    def follow(points):
        x = np.interp(points[:, 0], column, xs)
        return np.column_stack([x, points[:, 1] + SLACK - np.interp(x, xs, moved)])

    return cv2.remap(opaque, columns.astype(np.float32), ys.astype(np.float32), cv2.INTER_LINEAR), follow


def askew(rng, square, width, height):
    """Where the corners of the bib come to lie in the scene."""
    angle = np.deg2rad(rng.normal(0, 7) if rng.random() < 0.8 else rng.uniform(-24, 24))
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
    whole = rng.random() < 0.87
    around = corners if whole else line
    x1, y1 = around.min(0)
    x2, y2 = around.max(0)
    width, height = x2 - x1, y2 - y1
    spread = (rng.normal(0, 0.05, 4) if rng.random() < 0.75 else rng.uniform(-0.05, 0.35, 4)) if whole else rng.uniform(0, 0.25, 4)
    x1, y1, x2, y2 = x1 - width * spread[0], y1 - height * spread[1], x2 + width * spread[2], y2 + height * spread[3]
    near, far = line.min(0), line.max(0)
    slack = (far[1] - near[1]) * 0.05
    x1, y1 = min(x1, near[0] - slack), min(y1, near[1] - slack)
    x2, y2 = max(x2, far[0] + slack), max(y2, far[1] + slack)
    x1, y1 = max(0, int(x1)), max(0, int(y1))
    return scene[y1 : int(np.ceil(y2)), x1 : int(np.ceil(x2))], np.float32([x1, y1])


def photograph(rng, cut, character):
    """Few pixels, blur, exposure, noise, sharpening and JPEG, then the size that is stored. A character stays readable."""
    height, width = cut.shape[:2]
    pixels = np.exp(rng.uniform(np.log(28), np.log(150)))
    pixels = min(max(pixels, width / character * rng.uniform(LEAST_PIXELS, 1.4 * LEAST_PIXELS)), width)
    small = (max(8, int(pixels)), max(8, int(pixels * height / width)))
    seen = blur(rng, cut, width / small[0], character)
    seen = cv2.resize(seen, small, interpolation=SHRINKING[rng.choice(4, p=[0.5, 0.25, 0.15, 0.1])])
    seen = expose(rng, seen.astype(np.float32))
    if rng.random() < 0.35:
        seen += (seen - cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 1.5))) * rng.uniform(0.3, 1.8)
    seen += rng.normal(0, 1, seen.shape).astype(np.float32) * rng.choice([0.5, 3, 7, 11], p=[0.45, 0.35, 0.15, 0.05])
    seen = np.clip(seen, 0, 255).astype(np.uint8)
    if rng.random() < 0.85:
        seen = compressed(rng, seen)
    method = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA)[rng.choice(3, p=[0.7, 0.2, 0.1])]
    return cv2.resize(seen, (STORED_WIDTH, STORED_HEIGHT), interpolation=method)


def compressed(rng, seen):
    """As JPEG; at times it was fewer pixels before, or was cut from a photo that had been JPEG already."""
    kind = rng.random()
    if kind < 0.2:
        size = seen.shape[1::-1]
        fewer = [max(8, int(side * rng.uniform(0.6, 0.9))) for side in size]
        seen = cv2.resize(cv2.resize(seen, fewer, interpolation=cv2.INTER_AREA), size, interpolation=cv2.INTER_CUBIC)
    if kind > 0.5:
        edge = [int(one) for one in rng.integers(0, 8, 2)]
        seen = cv2.copyMakeBorder(seen, edge[0], 8, edge[1], 8, cv2.BORDER_REPLICATE)
        seen = jpeg(seen, int(rng.integers(20, 90)))[edge[0] : -8, edge[1] : -8]
    return jpeg(seen, int(rng.integers(70, 97)) if rng.random() < 0.6 else int(rng.integers(22, 75)))


def jpeg(pixels, quality):
    return cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def blur(rng, cut, factor, character):
    """Blur as wide as pixels of the small crop, and as strokes of a character allow."""
    kind = rng.random()
    if kind < 0.35:
        return cut
    if kind < 0.75:
        return cv2.GaussianBlur(cut, (0, 0), max(0.1, rng.uniform(0.2, min(1.3 * factor, max(0.8 * factor, 0.11 * character)))))
    length = int(max(2, rng.uniform(0.05, 0.28) * character))
    angle = 0 if rng.random() < 0.3 else rng.uniform(0, np.pi)
    kernel = np.zeros((length + 2, length + 2), np.float32)
    middle = (length + 1) / 2
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    cv2.line(kernel, tuple(np.int32(np.round(middle - reach)).tolist()), tuple(np.int32(np.round(middle + reach)).tolist()), 1)
    return cv2.filter2D(cut, -1, kernel / kernel.sum())


def expose(rng, seen):
    gain, shift = rng.uniform(0.8, 1.2), rng.uniform(-15, 15)
    kind = rng.random()
    if kind < 0.12:
        gain, shift = rng.uniform(0.35, 0.75), rng.uniform(-5, 15)
    elif kind < 0.25:
        gain, shift = rng.uniform(1.15, 1.5), rng.uniform(0, 20)
    elif kind < 0.35:
        gain, shift = rng.uniform(0.45, 0.7), rng.uniform(40, 100)
    cast = np.float32([1, 1, 1]) + rng.normal(0, 0.06, 3).astype(np.float32)
    seen = np.clip(seen * gain * cast + shift, 0, 255)
    power = np.exp(rng.normal(0, 0.2))
    return (np.power(seen / 255, power) * 255).astype(np.float32)


def batch(task):
    seed, count = task
    rng = np.random.default_rng(seed)
    crops = np.empty((count, STORED_HEIGHT, STORED_WIDTH, 3), np.uint8)
    lines = np.empty((count, 3, 2), np.float32)
    texts = []
    for at in range(count):
        crops[at], text, lines[at] = crop(rng)
        texts.append(text[:MAX_LABEL])
    return crops, lines, texts


def write(out, count, seed, workers=2, chunk=500):
    """Draws and keeps one shard."""
    cv2.setNumThreads(1)
    tasks = [((seed, at), min(chunk, count - at * chunk)) for at in range((count + chunk - 1) // chunk)]
    started = time.time()
    with multiprocessing.Pool(workers) as pool:
        parts = list(pool.imap(batch, tasks))
    keep(out, seed, *(np.concatenate(one) for one in list(zip(*parts, strict=True))[:2]), [text for part in parts for text in part[2]])
    print(f"{count} crops with seed {seed} in {time.time() - started:.0f} s", flush=True)


def keep(out, seed, crops, lines, texts):
    """One shard: crops as an array on disk, beside it where their numbers are and, last, what they say."""
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / f"crops-{seed}.npy", crops)
    np.save(out / f"lines-{seed}.npy", lines)
    (out / f"texts-{seed}.txt").write_text("\n".join(texts) + "\n")


def arguments(what):
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--out", required=True, help="folder of the cache")
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    return parser


def main():
    given = arguments(__doc__).parse_args()
    write(given.out, given.count, given.seed, given.workers)


if __name__ == "__main__":
    main()
