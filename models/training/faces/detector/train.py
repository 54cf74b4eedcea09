"""Trains the face detector on drawn scenes; stops after the minutes given and goes on with --resume."""

import pathlib
import time

import cv2
import numpy as np
import torch
from torch import nn

from faces.detector import net as face_net
from faces.detector.measures import Tally, suppressed
from faces.detector.people import MIRRORED
from faces.detector.scenes import LEAST_SEEN, SMALLEST
from runs.training import TrainingRun, arguments, told

SEED = 20240819
VIEW = 5 / 6
# More than half an octave either way, so that two anchors answer for a face between their sizes.
OCTAVES = 0.8
NEGATIVE, IGNORED = -1, -2


class Scenes:
    """The shards of a folder; those drawn meanwhile join at the next pass. A batch has frames of one size."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.frames, self.faces, self.where = {}, {}, {}
        self.look()

    def look(self):
        for path in sorted(self.folder.glob("faces-*.npz")):
            seed = path.stem.split("-")[1]
            if seed not in self.frames:
                kept = np.load(path)
                self.faces[seed] = np.split(kept["rows"], np.cumsum(kept["counts"])[:-1])
                self.frames[seed] = np.load(self.folder / f"frames-{seed}.npy", mmap_mode="r")
                side = self.frames[seed].shape[1]
                self.where.setdefault(side, []).extend((seed, at) for at in range(len(self.faces[seed])))
        if not self.where:
            raise SystemExit(f"no scenes in {self.folder}: draw some with faces.detector.scenes")

    def __len__(self):
        return sum(map(len, self.where.values()))

    def batches(self, rng, area):
        """Places, so many at once that their frames have that area together, in random order."""
        found = []
        for side, places in self.where.items():
            count, order = max(1, area // side**2), rng.permutation(len(places))
            found += [[places[one] for one in order[at : at + count]] for at in range(0, len(order) - count + 1, count)]
        return [found[at] for at in rng.permutation(len(found))]

    def scene(self, place):
        seed, at = place
        return self.frames[seed][at], self.faces[seed][at]


def augmented(rng, pixels, faces):
    """A part of the frame, mirrored, nearer or farther, in other colours."""
    side = len(pixels)
    view = round(side * VIEW / 32) * 32
    scale = np.exp(rng.uniform(np.log(0.75), np.log(1.5))) if rng.random() < 0.7 else 1.0
    shift = rng.uniform(0, 1, 2) * (view - scale * side)
    matrix = np.float32([[scale, 0, shift[0]], [0, scale, shift[1]]])
    if rng.random() < 0.5:
        matrix[0] = [-scale, 0, view - 1 - shift[0]]
    pixels = cv2.warpAffine(np.asarray(pixels), matrix, (view, view), flags=cv2.INTER_LINEAR)
    if rng.random() < 0.05:
        pixels = pixels[..., rng.permutation(3)]
    return pixels, moved(faces, matrix, view)


def moved(faces, matrix, view):
    """The faces that are still in view."""
    places = faces[:, :14].reshape(-1, 7, 2) * np.float32([matrix[0, 0], matrix[1, 1]]) + matrix[:, 2]
    if matrix[0, 0] < 0:
        places[:, :2, 0] = places[:, 1::-1, 0]
        places[:, 2:] = places[:, 2:][:, MIRRORED]
    whole = np.prod(places[:, 1] - places[:, 0], 1)
    places[:, :2] = np.clip(places[:, :2], 0, view)
    wide, tall = (places[:, 1] - places[:, 0]).T
    passed_over = (faces[:, 14] > 0) | (wide * tall < LEAST_SEEN * whole) | (wide * tall < SMALLEST**2)
    rows = np.concatenate([places.reshape(-1, 14), passed_over[:, None]], 1).astype(np.float32)
    return rows[np.minimum(wide, tall) >= 2]


def planes(frames):
    """uint8 BGR [N, H, W, 3] to the network's input."""
    x = torch.from_numpy(np.ascontiguousarray(frames[..., ::-1])).permute(0, 3, 1, 2)
    return x.float().sub_(127.5).div_(128)


class Grids:
    """Which anchors answer for which faces, worked out on the few cells around each face."""

    def __init__(self, side):
        self.where = face_net.anchors(side, side)
        self.cells = [side // stride for stride in face_net.STRIDES]

    def assigned(self, faces):
        """Per anchor the face it answers for, NEGATIVE, or IGNORED: beside the middle of one, or in one passed over."""
        owners = [np.full((cells, cells, face_net.ANCHORS), NEGATIVE) for cells in self.cells]
        nearest = [np.full(owner.shape, np.inf) for owner in owners]
        for number, face in enumerate(faces):
            for level, sizes in enumerate(face_net.SIZES):
                for anchor, size in enumerate(sizes):
                    self.claim(owners[level][..., anchor], nearest[level][..., anchor], number, face, (level, size))
        return np.concatenate([owner.reshape(-1) for owner in owners])

    def claim(self, owner, nearest, number, face, at):
        level, size = at
        stride = face_net.STRIDES[level]
        middle, half = (face[:2] + face[2:4]) / 2, (face[2:4] - face[:2]) / 2
        octaves = np.log2(2 * np.sqrt(half.prod()) / size)
        beyond = (octaves < 0 and size == face_net.SIZES[0][0]) or (octaves > 0 and size == face_net.SIZES[-1][-1])
        octaves = 0 if beyond else abs(octaves)
        if face[14] > 0:
            y, x = window(middle, np.maximum(half, stride / 2), stride, len(owner))
            owner[y, x][np.isinf(nearest[y, x])] = IGNORED
            return
        if octaves <= OCTAVES:
            y, x = window(middle, np.maximum(0.65 * half, 0.9 * stride), stride, len(owner))
            owner[y, x][np.isinf(nearest[y, x])] = IGNORED
            y, x = window(middle, np.maximum(0.4 * half, 0.6 * stride), stride, len(owner))
            down, across = np.ogrid[y, x]
            far = np.maximum(np.abs(down * stride - middle[1]) / half[1], np.abs(across * stride - middle[0]) / half[0])
            better = far < nearest[y, x]
            owner[y, x][better], nearest[y, x][better] = number, far[better]


def window(middle, reach, stride, cells):
    """The rows and the columns of the cells within reach."""
    low = np.clip(np.ceil((middle - reach) / stride), 0, cells).astype(int)
    high = np.clip(np.floor((middle + reach) / stride) + 1, low, cells).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])


def generalised_overlap(one, other):
    """(IoU, GIoU) of boxes [N, 4] row by row."""
    low, high = torch.maximum(one[:, :2], other[:, :2]), torch.minimum(one[:, 2:], other[:, 2:])
    inner = (high - low).clamp(min=0).prod(1)

    def area(box):
        return (box[:, 2:] - box[:, :2]).clamp(min=0).prod(1)

    union = area(one) + area(other) - inner + 1e-6
    around = (torch.maximum(one[:, 2:], other[:, 2:]) - torch.minimum(one[:, :2], other[:, :2])).clamp(min=0).prod(1) + 1e-6
    share = inner / union
    return share, share - (around - union) / around


def loss_of(values, faces, grids):
    """Quality focal loss of the scores, GIoU of the boxes, distances of the landmarks."""
    where = grids.where
    given = np.stack([grids.assigned(one) for one in faces])
    frame, anchor = np.nonzero(given >= 0)
    counted = torch.from_numpy(given != IGNORED)
    target = torch.zeros(given.shape)
    boxes_loss = points_loss = values.sum() * 0
    if len(frame):
        truth = torch.from_numpy(np.stack([faces[f][given[f, a]] for f, a in zip(frame, anchor, strict=True)]))
        own, here = values[frame, anchor], torch.from_numpy(where[anchor])
        share, general = generalised_overlap(face_net.boxes(own[:, 1:5], here), truth[:, :4])
        target[frame, anchor] = share.detach()
        size = (truth[:, 2:4] - truth[:, :2]).prod(1).sqrt()
        off = (face_net.points(own[:, 5:], here) - truth[:, 4:14].unflatten(1, (5, 2))) / size[:, None, None]
        weight = (size / 20).clamp(0.3, 1)
        boxes_loss = (1 - general).mean()
        points_loss = (nn.functional.smooth_l1_loss(off, torch.zeros_like(off), beta=0.02, reduction="none").mean((1, 2)) * weight).mean()
    logits = values[..., 0]
    focal = (target - logits.sigmoid()).abs() ** 2 * nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    scores_loss = (focal * counted).sum() / max(8, len(frame))
    return scores_loss, boxes_loss, points_loss


class Training(TrainingRun):
    AVERAGING = 0.998

    def __init__(self, given):
        torch.manual_seed(SEED)
        net = face_net.FaceNet().to(memory_format=torch.channels_last)
        super().__init__(given, net, [torch.optim.AdamW(net.parameters(), given.rate, weight_decay=0.01)])
        self.grids = {}

    def run(self):
        scenes, held_out = Scenes(self.given.scenes), Scenes(self.given.held_out)
        started, before = time.time(), self.seconds
        limit = self.given.minutes * 60
        saved = noted = started
        losses = []
        while time.time() - started < limit:
            self.passes += 1
            scenes.look()
            rng = np.random.default_rng((SEED, self.passes))
            for batch in scenes.batches(rng, self.given.area):
                done = (time.time() - started) / limit
                if done >= 1:
                    break
                losses.append(self.learn(rng, [scenes.scene(place) for place in batch], done))
                self.seconds = before + time.time() - started
                if time.time() - noted > 30:
                    parts = " ".join(f"{one:.4f}" for one in np.mean(losses, 0))
                    print(f"{self.seconds:.0f} s, step {self.step}, pass {self.passes} of {len(scenes)}, losses {parts}", flush=True)
                    noted, losses = time.time(), []
                if time.time() - saved > 300:
                    self.save()
                    report(self.average, held_out, 120)
                    saved = noted = time.time()
        self.save()
        print(f"{self.seconds:.0f} seconds of training")
        report(self.average, held_out, 500)

    def learn(self, rng, scenes, done):
        self.set_rate(done)
        scenes = [augmented(rng, *scene) for scene in scenes]
        x = planes(np.stack([pixels for pixels, _ in scenes]))
        x *= torch.from_numpy(np.exp(rng.normal(0, 0.12, (len(x), 1, 1, 1))).astype(np.float32))
        x += torch.from_numpy(rng.normal(0, 0.06, (len(x), 3, 1, 1)).astype(np.float32))
        with torch.autocast("cpu", torch.bfloat16, enabled=not self.given.float32):
            values = self.net(x.clamp_(-1, 1))
        scores, corners, landmarks = loss_of(values.float(), [faces for _, faces in scenes], self.grids_of(x.shape[-1]))
        self.optimizers[0].zero_grad(set_to_none=True)
        (scores + 2 * corners + 6 * landmarks).backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizers[0].step()
        self.step += 1
        self.follow()
        return scores.item(), corners.item(), landmarks.item()

    def grids_of(self, side):
        if side not in self.grids:
            self.grids[side] = Grids(side)
        return self.grids[side]


@torch.no_grad()
def detections(net, pixels, threshold):
    """(boxes, scores, landmarks), best first."""
    where = torch.from_numpy(face_net.anchors(*pixels.shape[:2]))
    values = net(planes(pixels[None]))[0]
    scores = values[:, 0].sigmoid()
    kept = scores >= threshold
    values, where, scores = values[kept], where[kept], scores[kept].numpy()
    boxes = face_net.boxes(values[:, 1:5], where).numpy()
    landmarks = face_net.points(values[:, 5:], where).numpy()
    order = suppressed(boxes, scores)
    return boxes[order], scores[order], landmarks[order]


def report(net, held_out, most):
    net.eval()
    tally = Tally()
    places = [place for places in held_out.where.values() for place in places][:most]
    for place in places:
        pixels, faces = held_out.scene(place)
        tally.add(*detections(net, np.asarray(pixels), 0.05), faces)
    recalls = " ".join("{}: {:.3f}/{:.2f}".format(threshold, *tally.at(threshold)) for threshold in (0.3, 0.4, 0.5, 0.6))
    print(f"held out: AP {tally.average_precision():.4f}, recall/false per frame {recalls}, "
          f"landmarks {tally.landmark_error(0.4):.4f}", flush=True)


def main():
    parser = arguments(__doc__, minutes=75, rate=3e-3)
    parser.add_argument("--scenes", required=True, help="folder that faces.detector.scenes filled")
    parser.add_argument("--held-out", required=True, help="folder with scenes of held-out portraits")
    parser.add_argument("--area", type=int, default=6 * 384 * 384, help="pixels of the frames in a batch")
    given = told(parser)
    Training(given).run()


if __name__ == "__main__":
    main()
