"""What every training shares: a checkpoint, averaged weights, a learning rate that falls with the clock, and its arguments."""

import argparse
import copy
import math
import pathlib

import cv2
import torch


class TrainingRun:
    """A network, the running mean of its weights, and its optimizers; seconds of training, steps and passes so far."""

    WARM_UP = 100
    AVERAGING = 0.999

    def __init__(self, given, net, optimizers):
        self.given, self.net, self.optimizers = given, net, optimizers
        self.average = copy.deepcopy(net).eval()
        self.step, self.seconds, self.passes = 0, 0.0, 0
        self.checkpoint = pathlib.Path(given.checkpoint)
        if given.resume and self.checkpoint.exists():
            self.load()

    def load(self):
        kept = torch.load(self.checkpoint, map_location=next(self.net.parameters()).device, weights_only=True)
        self.net.load_state_dict(kept["net"])
        self.average.load_state_dict(kept["average"])
        for optimizer, state in zip(self.optimizers, kept["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.step, self.seconds, self.passes = kept["step"], kept["seconds"], kept["passes"]

    def save(self):
        """Replaces the checkpoint in one move, so that a run that is killed leaves a whole one."""
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        beside = self.checkpoint.with_suffix(".part")
        kept = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        kept |= {"optimizers": [optimizer.state_dict() for optimizer in self.optimizers]}
        torch.save(kept | {"step": self.step, "seconds": self.seconds, "passes": self.passes}, beside)
        beside.replace(self.checkpoint)

    def set_rate(self, done):
        """Half a cosine over the share of this run's time that has gone, after a warm-up in steps."""
        warm = min(1, (self.step + 1) / self.WARM_UP)
        for group in (group for optimizer in self.optimizers for group in optimizer.param_groups):
            group["lr"] = self.given.rate * warm * (0.01 + 0.99 * (1 + math.cos(math.pi * min(1, done))) / 2)

    @torch.no_grad()
    def follow(self):
        """Moves the mean a little towards the weights, further while it is young."""
        keep = min(self.AVERAGING, (self.step + 1) / (self.step + 10))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - keep)
        for mine, other in zip(self.average.buffers(), self.net.buffers(), strict=True):
            mine.copy_(other)


def arguments(description, minutes, rate):
    """A parser of what every training is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint if there is one")
    parser.add_argument("--minutes", type=float, default=minutes, help="of this run")
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--float32", action="store_true", help="for processors without bfloat16")
    return parser


def told(parser):
    """Its arguments, once the libraries keep to the threads given."""
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    cv2.setNumThreads(1)
    return given
