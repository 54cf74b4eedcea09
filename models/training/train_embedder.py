"""Teaches the face embedder what the teacher says of undisturbed faces; stops after the minutes given, goes on with --resume."""

import argparse
import copy
import math
import pathlib
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

import embedder_net
from aligned_faces import normalised, rarity
from drawn_faces import EDGE
from held_out_faces import HeldOut, accepted
from muon import Muon

SEED = 20240607
WARM_UP = 100
WEIGHT_DECAY = 0.05
AVERAGING = 0.999
TOLD_APART = 0.2
AMONG_THEMSELVES = 10.0
"""Weights of the other losses beside nearness to the teacher."""
SHARPNESS = 20.0
"""Similarities times this are the logits over all portraits."""


class Space:
    """The teacher's vectors without their mean, in the directions that vary most: half the numbers, 0.99 of the variance."""

    def __init__(self, targets):
        self.mean = targets.mean(0)
        self.directions = np.linalg.svd(targets - self.mean, full_matrices=False)[2][: embedder_net.DIMENSION].T

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
            raise SystemExit(f"no views in {self.folder}: draw some with drawn_faces.py")

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
    size = embedder_net.SIZE
    angle, scale = rng.normal(0, 0.03), np.exp(rng.normal(0, 0.03))
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = turn * [rng.choice([-1, 1]), 1]
    middle = (size - 1) / 2
    return np.column_stack([turn, middle + EDGE + rng.normal(0, 1.2, 2) - turn @ [middle, middle]])


def augmented(rng, views):
    """Another position, exposure and colour, and at times grain or a patch in the way."""
    size = embedder_net.SIZE
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


class Training:
    def __init__(self, given):
        torch.manual_seed(SEED)
        self.given = given
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.net = embedder_net.EmbedderNet().to(self.device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        matrices = [weights for weights in self.net.parameters() if weights.ndim > 1]
        scales = [weights for weights in self.net.parameters() if weights.ndim == 1]
        self.optimizers = (Muon(matrices, given.rate, weight_decay=WEIGHT_DECAY), torch.optim.AdamW(scales, given.rate, weight_decay=0))
        self.step, self.seconds, self.passes = 0, 0.0, 0
        self.checkpoint = pathlib.Path(given.checkpoint)
        if given.resume and self.checkpoint.exists():
            self.load()
        self.portraits = np.load(pathlib.Path(given.faces) / "targets-portraits.npy")
        self.space = Space(self.portraits)
        self.bank = self.space.of(self.portraits).to(self.device)

    def load(self):
        kept = torch.load(self.checkpoint, weights_only=True, map_location=self.device)
        self.net.load_state_dict(kept["net"])
        self.average.load_state_dict(kept["average"])
        for optimizer, state in zip(self.optimizers, kept["optimizers"]):
            optimizer.load_state_dict(state)
        self.step, self.seconds, self.passes = kept["step"], kept["seconds"], kept["passes"]

    def save(self):
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        beside = self.checkpoint.with_suffix(".part")
        kept = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        kept |= {"optimizers": [optimizer.state_dict() for optimizer in self.optimizers]}
        torch.save(kept | {"step": self.step, "seconds": self.seconds, "passes": self.passes}, beside)
        beside.replace(self.checkpoint)

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
        warm = min(1, (self.step + 1) / WARM_UP)
        for group in (group for optimizer in self.optimizers for group in optimizer.param_groups):
            group["lr"] = self.given.rate * warm * (0.01 + 0.99 * (1 + math.cos(math.pi * min(1, done))) / 2)
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
    def follow(self):
        keep = min(AVERAGING, (self.step + 1) / (self.step + 10))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - keep)
        for mine, other in zip(self.average.buffers(), self.net.buffers()):
            mine.copy_(other)

    @torch.no_grad()
    def accepted(self, held_out):
        self.average.eval()
        halves = []
        for faces in (held_out.faces, held_out.copies):
            parts = [self.average(planes(faces[at : at + 128]).to(self.device)).cpu() for at in range(0, len(faces), 128)]
            halves.append(normalised(torch.cat(parts).numpy()))
        return accepted(halves[0] @ halves[1].T)[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--faces", required=True, help="folder that aligned_faces.py and drawn_faces.py filled")
    arguments.add_argument("--held-out", required=True, help="folder that held_out_faces.py filled")
    arguments.add_argument("--checkpoint", required=True)
    arguments.add_argument("--resume", action="store_true", help="go on from the checkpoint if there is one")
    arguments.add_argument("--minutes", type=float, default=60, help="of this run")
    arguments.add_argument("--rate", type=float, default=1.5e-3)
    arguments.add_argument("--batch", type=int, default=64)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--float32", action="store_true", help="for processors without bfloat16")
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    cv2.setNumThreads(1)
    Training(given).run()


if __name__ == "__main__":
    main()
