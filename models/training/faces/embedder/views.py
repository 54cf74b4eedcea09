"""A face as a camera may see it: things worn or in the way, light, pose, few pixels, blur, noise, compression."""

import cv2
import numpy as np

from faces.embedder.aligned import TEMPLATE, moved, similarity

FACE_WIDTH = 2.3
"""A face's box is about so many times as wide as its eyes are apart."""
COLOURS = np.float32(
    [[20, 20, 20], [60, 60, 60], [235, 235, 235], [150, 90, 40], [60, 40, 150], [40, 110, 60], [60, 190, 220], [200, 170, 120]]
)


def blended(picture, mask, colour):
    """colour (or a picture) where the mask, float [H, W] of 0 to 1, is one."""
    mask = np.float32(mask)[..., None]
    return np.clip(picture + mask * (np.float32(colour) - picture), 0, 255).astype(np.uint8)


def shape(picture, points, *outlines, soft=0.8):
    """Mask of polygons given where the template's face is."""
    mask = np.zeros(picture.shape[:2], np.float32)
    to_picture = similarity(TEMPLATE, points)
    for outline in outlines:
        cv2.fillPoly(mask, [np.int32(np.round(16 * moved(np.float32(outline), to_picture)))], 1.0, cv2.LINE_8, 4)
    return cv2.GaussianBlur(mask, (0, 0), soft)


def grid(picture):
    height, width = picture.shape[:2]
    return np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]


def any_colour(rng):
    if rng.random() < 0.5:
        return rng.uniform(0, 255, 3).astype(np.float32)
    return np.clip(COLOURS[rng.integers(len(COLOURS))] + rng.normal(0, 15, 3), 0, 255).astype(np.float32)


def cloth(rng, picture):
    """A colour, at times with a gradient, stripes or grain."""
    colour = any_colour(rng)
    x, y = grid(picture)
    kind = rng.random()
    if kind < 0.3:
        return colour
    along = x * np.float32(rng.normal()) + y * np.float32(rng.normal())
    if kind < 0.6:
        return colour * (0.7 + 0.6 * cv2.normalize(along, None, 0, 1, cv2.NORM_MINMAX))[..., None]
    if kind < 0.8:
        return np.where((np.sin(along * rng.uniform(0.1, 0.6)) > 0)[..., None], colour, any_colour(rng))
    return colour * (0.7 + 0.6 * rng.random((*picture.shape[:2], 1), np.float32))


def oval(middle, wide, high, power, tilt=0.0):
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    x, y = (np.sign(turn) * np.abs(turn) ** (2 / power) for turn in (np.cos(angle), np.sin(angle)))
    x, y = wide * x, high * y
    return np.column_stack([x * np.cos(tilt) - y * np.sin(tilt), x * np.sin(tilt) + y * np.cos(tilt)]) + middle


def bar(start, end, thick):
    start, end = np.float64(start), np.float64(end)
    side = (end - start)[::-1] * [-1, 1] / np.linalg.norm(end - start) * thick / 2
    return [start + side, end + side, end - side, start - side]


def background(rng, picture, points):
    outside = 1 - shape(picture, points, oval((56, 62), rng.uniform(42, 50), rng.uniform(62, 72), 2.2), soft=rng.uniform(1, 4))
    return blended(picture, outside * rng.uniform(0.6, 1), cloth(rng, picture)), points


def sunglasses(rng, picture, points):
    wide, high, power, drop = rng.uniform(13, 18), rng.uniform(8, 14), rng.uniform(2, 5), rng.uniform(-2, 4)
    lenses = [oval(eye + [0, drop], wide, high, power) for eye in TEMPLATE[:2]]
    bars = [bar((50, 49 + drop), (62, 49 + drop), 3), bar((6, 46), (30, 49), 3), bar((82, 49), (106, 46), 3)]
    dark = rng.uniform(0, 60) + rng.uniform(0, 25, 3)
    if rng.random() < 0.3:
        x, y = grid(picture)
        dark = dark + rng.uniform(20, 120) * (0.5 + 0.5 * np.sin(x * rng.normal(0, 0.1) + y * rng.normal(0, 0.1)))[..., None]
    seen = blended(picture, shape(picture, points, *lenses) * rng.uniform(0.8, 1), dark)
    return blended(seen, shape(picture, points, *bars), any_colour(rng) * 0.4), points


def glasses(rng, picture, points):
    wide, high, power, frame = rng.uniform(13, 17), rng.uniform(8, 13), rng.uniform(2, 5), rng.uniform(1, 2.5)
    rims = [oval(eye + [0, 2], wide + frame, high + frame, power) for eye in TEMPLATE[:2]]
    holes = [oval(eye + [0, 2], wide, high, power) for eye in TEMPLATE[:2]]
    mask = np.clip(shape(picture, points, *rims) - shape(picture, points, *holes), 0, 1)
    mask = np.maximum(mask, shape(picture, points, bar((52, 50), (60, 50), 2)))
    return blended(picture, mask * rng.uniform(0.6, 1), any_colour(rng) * 0.6), points


def hat(rng, picture, points):
    edge, bend, side = rng.uniform(22, 43), rng.uniform(-8, 8), rng.uniform(0, 14)
    brink = [(108, edge + bend), (84, edge + bend / 3), (56, edge), (28, edge + bend / 3), (4, edge + bend)]
    outline = [(side, -60), (112 - side, -60), *brink]
    seen = blended(picture, shape(picture, points, outline), cloth(rng, picture))
    if rng.random() < 0.6:
        brim = oval((56, edge), rng.uniform(42, 60), rng.uniform(3, 8), 2)
        seen = blended(seen, shape(picture, points, brim), any_colour(rng) * 0.7)
        shadow = shape(picture, points, oval((56, edge + 10), 50, 14, 2), soft=4)
        seen = blended(seen, shadow * rng.uniform(0, 0.6), 0)
    return seen, points


def mask(rng, picture, points):
    top = rng.uniform(62, 76)
    upper = [(12, top), (34, top - rng.uniform(0, 4)), (56, top - rng.uniform(2, 10)), (78, top), (100, top)]
    outline = [*upper, (92, 106), (56, 128), (20, 106)]
    return blended(picture, shape(picture, points, outline), cloth(rng, picture)), points


def hand(rng, picture, points):
    x, y = np.clip(points[2].astype(int), 0, np.array(picture.shape[1::-1]) - 1)
    skin = picture[y, x].astype(np.float32) * rng.uniform(0.6, 1.2) + rng.normal(0, 8, 3)
    start, tilt = rng.uniform((10, 25), (102, 112)), rng.uniform(0, 2 * np.pi)
    across, thick = np.array([-np.sin(tilt), np.cos(tilt)]), rng.uniform(7, 11)
    fingers = []
    for finger in range(rng.integers(1, 5)):
        middle = start + across * thick * finger + [np.cos(tilt) * rng.normal(0, 3), np.sin(tilt) * rng.normal(0, 3)]
        fingers.append(oval(middle, rng.uniform(18, 34), thick / 2, 3, tilt))
    seen = blended(picture, shape(picture, points, *fingers, soft=2) * 0.5, 0)
    return blended(seen, shape(picture, points, *fingers), skin), points


def patch(rng, picture, points):
    middle = rng.uniform((15, 15), (97, 110))
    outline = oval(middle, rng.uniform(6, 22), rng.uniform(6, 22), rng.uniform(2, 8), rng.uniform(0, 3))
    return blended(picture, shape(picture, points, outline), cloth(rng, picture)), points


def shadow(rng, picture, points):
    x, y = grid(picture)
    unit, tilt = np.linalg.norm(points[1] - points[0]), rng.uniform(0, 2 * np.pi)
    away = (x - points[2, 0]) * np.float32(np.cos(tilt) / unit) + (y - points[2, 1]) * np.float32(np.sin(tilt) / unit)
    away += np.float32(rng.normal(0, 0.4))
    if rng.random() < 0.25:
        away = np.sin(away * np.float32(rng.uniform(2, 6)))
    dark = 0.5 - 0.5 * np.tanh(away / np.float32(rng.uniform(0.1, 1.2)))
    return blended(picture, dark * rng.uniform(0.2, 0.75), 0), points


def curve(picture, curves):
    return cv2.LUT(picture, np.clip(curves, 0, 255).astype(np.uint8).T[None])


LEVELS = np.arange(256, dtype=np.float32) / 255


def exposure(rng, picture, points):
    levels = LEVELS ** np.exp(rng.normal(0, 0.3)) * np.exp(rng.normal(0, 0.25))
    levels = (levels - 0.5) * np.exp(rng.normal(-0.1, 0.25)) + 0.5 + rng.normal(0, 0.05)
    return curve(picture, 255 * np.stack([levels] * 3)), points


def cast(rng, picture, points):
    return curve(picture, 255 * LEVELS * np.exp(rng.normal(0, 0.16, (3, 1)))), points


def grey(rng, picture, points):
    only = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.merge([only] * 3), points


def depth(points):
    """How far the template's face stands out at these places, in its pixels."""
    x, y = points[..., 0], points[..., 1]
    head = 45 * np.exp(-((x - 56) ** 2) / (2 * 38**2) - (y - 66) ** 2 / (2 * 46**2))
    return head + 10 * np.exp(-((x - 56) ** 2) / (2 * 7**2) - (y - 72) ** 2 / (2 * 11**2))


def pose(rng, picture, points):
    """The head turned up to thirty-three degrees: what stands out moves most."""
    to_template, to_picture = similarity(points, TEMPLATE), similarity(TEMPLATE, points)
    move = to_picture[:, :2] @ np.sin(rng.normal(0, (0.3, 0.17))).clip(-0.55, 0.55)
    x, y = np.broadcast_arrays(*grid(picture))
    places = np.stack([x, y], -1)
    far = depth(places @ to_template[:, :2].T + to_template[:, 2])[..., None]
    from_where = (places - far * move).astype(np.float32)
    seen = cv2.remap(picture, from_where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return seen, (points + depth(moved(points, to_template))[:, None] * move).astype(np.float32)


def bump(places, middle, wide):
    return np.exp(-((places - middle) ** 2).sum(-1) / (2 * wide**2))[..., None]


def expression(rng, picture, points):
    """Another smile, jaw, brow and cheek: parts of the template's face move a few of its pixels."""
    smile, brow, cheek = rng.normal(0, (2.5, 2)), rng.normal(0, 2), rng.normal(0, 2)
    jaw, squint = rng.normal(1, 3), rng.normal(0, 1.5)
    moves = [(TEMPLATE[3], 12, -smile), (TEMPLATE[4], 12, smile * [1, -1]), ((56, 112), 18, (0, jaw)), ((56, 80), 10, (0, -0.3 * jaw))]
    moves += [((38, 38), 10, (0, brow)), ((74, 38), 10, (0, brow)), ((30, 80), 12, (-cheek, 0)), ((82, 80), 12, (cheek, 0))]
    moves += [((38, 58), 7, (0, squint)), ((74, 58), 7, (0, squint))]
    to_template, to_picture = similarity(points, TEMPLATE), similarity(TEMPLATE, points)

    def moved_by(places):
        there = moved(places, to_template)
        return sum(bump(there, middle, wide) * np.asarray(by) for middle, wide, by in moves) @ to_picture[:, :2].T

    places = np.stack(np.broadcast_arrays(*grid(picture)), -1)
    from_where = (places - moved_by(places)).astype(np.float32)
    seen = cv2.remap(picture, from_where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return seen, (points + moved_by(points)).astype(np.float32)


def tilt(rng, picture, points):
    """Rotation and a mild perspective."""
    height, width = picture.shape[:2]
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    middle, angle = corners.mean(0), rng.normal(0, 0.25)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    to = (corners - middle) * np.exp(rng.normal(0, 0.04, 2)) @ turn.T + middle + rng.normal(0, 0.03, (4, 2)) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, to.astype(np.float32))
    border = cv2.BORDER_REPLICATE if rng.random() < 0.5 else cv2.BORDER_CONSTANT
    seen = cv2.warpPerspective(picture, matrix, (width, height), borderMode=border, borderValue=rng.uniform(0, 255, 3).tolist())
    return seen, cv2.perspectiveTransform(points[None], matrix)[0]


def mirror(rng, picture, points):
    return np.ascontiguousarray(picture[:, ::-1]), (points * [-1, 1] + [picture.shape[1] - 1, 0])[[1, 0, 2, 4, 3]].astype(np.float32)


def resized(rng, picture, points, face):
    """The same with a face so many pixels wide."""
    factor = face / (FACE_WIDTH * np.linalg.norm(points[1] - points[0]))
    height, width = picture.shape[:2]
    size = max(8, round(width * factor)), max(8, round(height * factor))
    how = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST)[rng.integers(4)]
    scale = np.array(size) / (width, height)
    return cv2.resize(picture, size, interpolation=how), ((points + 0.5) * scale - 0.5).astype(np.float32)


def sharp(rng, picture, points):
    """As a large photo looks when it is cut down to a small face."""
    soft = cv2.GaussianBlur(picture, (0, 0), max(0.3, rng.uniform(0.6, 2) * sharpness(picture, points)))
    amount = rng.uniform(0.5, 2.5)
    return cv2.addWeighted(picture, 1 + amount, soft, -amount, 0), points


def few_pixels(rng, picture, points):
    return resized(rng, picture, points, rng.uniform(24, 40))


def fewer_pixels(rng, picture, points):
    return resized(rng, picture, points, np.exp(rng.uniform(np.log(40), np.log(110))))


def sharpness(picture, points):
    """Eyes apart, in pixels: blur is told in shares of the face."""
    return np.linalg.norm(points[1] - points[0]) / (TEMPLATE[1, 0] - TEMPLATE[0, 0])


def defocus(rng, picture, points):
    return cv2.GaussianBlur(picture, (0, 0), max(0.3, rng.uniform(1, 3.2) * sharpness(picture, points))), points


def motion(rng, picture, points):
    length = max(3, round(rng.uniform(4, 13) * sharpness(picture, points)))
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    middle, along = (length - 1) / 2, np.array([np.cos(angle), np.sin(angle)]) * length / 2
    start, end = (np.round(16 * (middle + sign * along)).astype(int).tolist() for sign in (-1, 1))
    cv2.line(kernel, start, end, 1.0, 1, cv2.LINE_8, 4)
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), points


def noise(rng, picture, points):
    grain = rng.standard_normal(picture.shape if rng.random() < 0.6 else (*picture.shape[:2], 1), np.float32)
    return np.clip(picture + grain * np.float32(rng.uniform(3, 22)), 0, 255).astype(np.uint8), points


def compression(rng, picture, points):
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 70))])
    return cv2.imdecode(data, cv2.IMREAD_COLOR), points


KINDS = (
    (background, 0.2),
    (glasses, 0.06),
    (sunglasses, 0.12),
    (hat, 0.12),
    (mask, 0.08),
    (hand, 0.08),
    (patch, 0.08),
    (expression, 0.5),
    (pose, 0.45),
    (shadow, 0.15),
    (exposure, 0.5),
    (cast, 0.3),
    (grey, 0.1),
    (tilt, 0.25),
    (mirror, 0.5),
    (sharp, 0.35),
    (few_pixels, 0.2),
    (fewer_pixels, 0.5),
    (defocus, 0.12),
    (motion, 0.12),
    (noise, 0.2),
    (compression, 0.45),
)
"""What may happen to a face, in the order of its happening, and how often it does in training."""


def seen(rng, picture, points, certain=(), share=1.0):
    """(picture, points) after what is certain and, by chance, a share of all else."""
    for kind, odds in KINDS:
        if kind.__name__ in certain or rng.random() < odds * share:
            picture, points = kind(rng, picture, points)
    return picture, points


def found_by_a_detector(rng, points):
    """Landmarks a few pixels off, as if the face were as large as the template's."""
    unit = np.linalg.norm(points[1] - points[0]) / (TEMPLATE[1, 0] - TEMPLATE[0, 0])
    each = rng.normal(0, np.abs(rng.normal(0, 1.4)), points.shape)
    return (points + unit * (each + rng.normal(0, 0.8, 2))).astype(np.float32)
