"""Teaches the face embedder what the teacher says of undisturbed faces; stops after the minutes given, goes on with --resume."""

import pathlib
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

from faces.embedder.aligned import normalised, rarity
from faces.embedder.drawn import EDGE
from faces.embedder.held_out import HeldOut, accepted
from faces.embedder.net import DIMENSION, SIZE, EmbedderNet
from runs.muon import Muon
from runs.training import TrainingRun, arguments, told

SEED = 20240607
WEIGHT_DECAY = 0.05
TOLD_APART = 0.2
AMONG_THEMSELVES = 10.0
"""Weights of the other losses beside nearness to the teacher."""
SHARPNESS = 20.0
"""Similarities times this are the logits over all portraits."""


class Space:
    """The teacher's vectors without their mean, in the directions that vary most: half the numbers, 0.99 of the variance."""

    def __init__(self, targets):
        self.mean = targets.mean(0)
        self.directions = np.linalg.svd(targets - self.mean, full_matrices=False)[2][: DIMENSION].T

    def of(self, targets):
        return torch.from_numpy(normalised((targets - self.mean) @ self.directions))


class Views:
    """The shards of a folder, whose views stay on disk until they are asked for; shards drawn meanwhile join at the next pass."""

    def __init__(self, folder, space, portraits):
        self.folder, self.space, self.portraits = pathlib.Path(folder), space, portraits
        self.arrays, self.targets, self.where, self.odds = {}, {}, [], np.empty(0)
        self.look()

    def look(self):
        for path in sorted(self.folder.glob("views-targets-*.npy")):
            seed = path.stem.split("-")[2]
            if seed not in self.arrays:
                targets = np.load(path)
                self.targets[seed] = self.space.of(targets)
                self.odds = np.append(self.odds, rarity(targets, self.portraits))
                self.arrays[seed] = np.load(self.folder / f"views-{seed}.npy", mmap_mode="r")
                self.where += [(seed, at) for at in range(len(self.targets[seed]))]
        if not self.where:
            raise SystemExit(f"no views in {self.folder}: draw some with faces.embedder.drawn")

    def some(self, rng):
        """Places of half the views, rare faces first of all."""
        count = len(self.where)
        return [self.where[at] for at in rng.choice(count, count // 2, replace=False, p=self.odds / self.odds.sum())]

    def batch(self, places):
        return [self.arrays[seed][at] for seed, at in places], torch.stack([self.targets[seed][at] for seed, at in places])


def planes(faces):
    """uint8 [N, 112, 112, 3] BGR to the network's RGB planes."""
    x = torch.from_numpy(faces).flip(3).permute(0, 3, 1, 2).float()
    return ((x - 127.5) / 127.5).contiguous(memory_format=torch.channels_last)


def nudge(rng):
    """A small shift, rotation and scale of a view, mirrored half the time; to be read from where to where."""
    size = SIZE
    angle, scale = rng.normal(0, 0.03), np.exp(rng.normal(0, 0.03))
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = turn * [rng.choice([-1, 1]), 1]
    middle = (size - 1) / 2
    return np.column_stack([turn, middle + EDGE + rng.normal(0, 1.2, 2) - turn @ [middle, middle]])


def augmented(rng, views):
    """Another position, exposure and colour, and at times grain or a patch in the way."""
    size = SIZE
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    x = planes(np.stack([cv2.warpAffine(view, nudge(rng), (size, size), flags=how) for view in views]))
    count = (len(views), 1, 1, 1)
    x = x * torch.from_numpy(np.exp(rng.normal(0, 0.12, count)).astype(np.float32))
    x = x + torch.from_numpy((rng.normal(0, 0.06, count) + rng.normal(0, 0.05, (len(views), 3, 1, 1))).astype(np.float32))
    for at in np.flatnonzero(rng.random(len(views)) < 0.1):
        x[at] += torch.randn(x[at].shape) * float(rng.uniform(0.02, 0.12))
    for at in np.flatnonzero(rng.random(len(views)) < 0.15):
        high, wide = rng.integers(8, 40, 2)
        top, left = rng.integers(0, size - high), rng.integers(0, size - wide)
        x[at, :, top : top + high, left : left + wide] = float(rng.uniform(-1, 1))
    return x.clamp(-1, 1).contiguous(memory_format=torch.channels_last)


class Training(TrainingRun):
    def __init__(self, given):
        torch.manual_seed(SEED)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        net = EmbedderNet().to(self.device, memory_format=torch.channels_last)
        matrices = [weights for weights in net.parameters() if weights.ndim > 1]
        scales = [weights for weights in net.parameters() if weights.ndim == 1]
        muon = Muon(matrices, given.rate, weight_decay=WEIGHT_DECAY)
        super().__init__(given, net, [muon, torch.optim.AdamW(scales, given.rate, weight_decay=0)])
        self.portraits = np.load(pathlib.Path(given.faces) / "targets-portraits.npy")
        self.space = Space(self.portraits)
        self.bank = self.space.of(self.portraits).to(self.device)

    def run(self):
        views, held_out = Views(self.given.faces, self.space, self.portraits), HeldOut(self.given.held_out)
        started, before = time.time(), self.seconds
        limit = self.given.minutes * 60
        saved = noted = started
        total, count = 0.0, 0
        while time.time() - started < limit:
            self.passes += 1
            views.look()
            rng = np.random.default_rng((SEED, self.passes))
            order = views.some(rng)
            for at in range(0, len(order) - self.given.batch + 1, self.given.batch):
                done = (time.time() - started) / limit
                if done >= 1:
                    break
                total += self.learn(rng, *views.batch(order[at : at + self.given.batch]), done)
                count += 1
                self.seconds = before + time.time() - started
                if time.time() - noted > 60:
                    mean = (total / count).tolist()
                    print(f"{self.seconds:.0f} s, step {self.step}, pass {self.passes} of {len(order)}, "
                          f"apart {mean[0]:.4f}, told apart {mean[1]:.4f}, among themselves {mean[2]:.4f}", flush=True)
                    noted, total, count = time.time(), 0.0, 0
                if time.time() - saved > 300:
                    self.save()
                    print(f"held out: {self.accepted(held_out):.4f} accepted", flush=True)
                    saved = noted = time.time()
        self.save()
        print(f"{self.seconds:.0f} seconds of training, held out: {self.accepted(held_out):.4f} accepted", flush=True)

    def learn(self, rng, views, targets, done):
        self.set_rate(done)
        targets = targets.to(self.device)
        vectors = self.vectors(augmented(rng, views).to(self.device))
        apart = 1 - (vectors * targets).sum(1).mean()
        told_apart = self.told_apart(vectors, targets)
        among_themselves = (vectors @ vectors.T - targets @ targets.T).square().mean()
        loss = apart + TOLD_APART * told_apart + AMONG_THEMSELVES * among_themselves
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.follow()
        return np.array([apart.item(), told_apart.item(), among_themselves.item()])

    def told_apart(self, vectors, targets):
        """How far the likeness to every portrait and every face of the batch is from the teacher's own."""
        others = torch.cat([self.bank, targets])
        expected = functional.softmax(SHARPNESS * targets @ others.T, dim=1)
        found = functional.log_softmax(SHARPNESS * vectors @ others.T, dim=1)
        return functional.kl_div(found, expected, reduction="batchmean")

    def vectors(self, x):
        """Only the convolutions run in bfloat16."""
        with torch.autocast(self.device.type, torch.bfloat16, enabled=not self.given.float32):
            seen = self.net.narrow(self.net.eyes(x))
        return functional.normalize(self.net.vector(seen.float()))

    @torch.no_grad()
    def accepted(self, held_out):
        self.average.eval()
        halves = []
        for faces in (held_out.faces, held_out.copies):
            parts = [self.average(planes(faces[at : at + 128]).to(self.device)).cpu() for at in range(0, len(faces), 128)]
            halves.append(normalised(torch.cat(parts).numpy()))
        return accepted(halves[0] @ halves[1].T)[0]


def main():
    parser = arguments(__doc__, minutes=60, rate=1.5e-3)
    parser.add_argument("--faces", required=True, help="folder that faces.embedder.aligned and faces.embedder.drawn filled")
    parser.add_argument("--held-out", required=True, help="folder that faces.embedder.held_out filled")
    parser.add_argument("--batch", type=int, default=64)
    given = told(parser)
    Training(given).run()


if __name__ == "__main__":
    main()
