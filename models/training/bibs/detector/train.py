"""Trains the bib detector on drawn photos; stops after the minutes given and goes on with --resume; torchrun shares the work."""

import os
import time

import numpy as np
import torch
from torch import distributed, nn

from bibs.detector import evaluate
from bibs.detector import loss as bib_loss
from bibs.detector import net as bib_net
from bibs.detector import windows as bib_windows
from runs.muon import Muon
from runs.training import TrainingRun, arguments, told

SEED = 20240608
WEIGHT_DECAY = 0.02


def planes(windows, device):
    """uint8 [N, H, W, 3] to the network's planes in 0..1."""
    pixels = torch.from_numpy(windows).to(device).permute(0, 3, 1, 2)
    return (pixels.float() / 255).contiguous(memory_format=torch.channels_last)


class Training(TrainingRun):
    WARM_UP = 400
    AVERAGING = 0.998

    def __init__(self, given):
        torch.manual_seed(SEED)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        net = bib_net.BibDetectorNet().to(self.device, memory_format=torch.channels_last)
        inner = [one for name, one in net.named_parameters() if one.ndim > 1 and not name.startswith("answer")]
        others = [one for name, one in net.named_parameters() if one.ndim == 1 or name.startswith("answer")]
        muon = Muon(inner, given.rate, weight_decay=WEIGHT_DECAY)
        super().__init__(given, net, [muon, torch.optim.AdamW(others, given.rate, weight_decay=WEIGHT_DECAY)])
        self.cells = {side: [one.to(self.device) for one in bib_net.cells(side, side)] for side in bib_windows.SIDES}
        self.rank, self.processes = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))

    def run(self):
        photos, held_out = bib_windows.Photos(self.given.photos), bib_windows.Photos(self.given.held_out)
        started, before = time.time(), self.seconds
        limit = self.given.minutes * 60
        saved = noted = started
        total, count, done = np.zeros(2), 0, 0.0
        while done < 1:
            self.passes += 1
            photos.look()
            rng = np.random.default_rng((SEED, self.passes, self.rank))
            order = rng.permutation(len(photos.where))
            for at in range(0, len(order) - self.given.batch + 1, self.given.batch):
                if done >= 1:
                    break
                places = [photos.where[one] for one in order[at : at + self.given.batch]]
                side = bib_windows.SIDES[self.step % len(bib_windows.SIDES)]
                total += self.learn(*bib_windows.batch(rng, photos, places, side), done)
                count += 1
                done = self.agreed((time.time() - started) / limit)
                self.seconds = before + time.time() - started
                if self.rank > 0:
                    continue
                if time.time() - noted > 30:
                    parts = " ".join(f"{one:.4f}" for one in total / count)
                    print(f"{self.seconds:.0f} s, step {self.step}, pass {self.passes} of {len(order)}, loss {parts}", flush=True)
                    noted, total, count = time.time(), np.zeros(2), 0
                if time.time() - saved > 150:
                    self.save()
                    saved = time.time()
        if self.rank == 0:
            self.save()
            self.report(held_out, None)

    def report(self, held_out, most):
        measured = evaluate.measure(evaluate.torch_detector(self.average), evaluate.shard_photos(held_out, most))
        print(f"{self.seconds:.0f} seconds of training, held out: {measured.line()}", flush=True)

    def learn(self, windows, boxes, counts, there, done):
        self.set_rate(done)
        boxes, counts, there = (torch.from_numpy(one).to(self.device) for one in (boxes, counts, there))
        with torch.autocast(self.device, torch.bfloat16, enabled=not self.given.float32):
            raw = self.net(planes(windows, self.device))
        centres, strides = self.cells[windows.shape[1]]
        doubtful = bib_loss.near(centres, strides, boxes) & (there & ~counts)[..., None]
        loss, placed = bib_loss.loss(raw.float(), centres, strides, boxes, counts, doubtful.any(1))
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        self.share_gradients()
        nn.utils.clip_grad_norm_(self.net.parameters(), 10.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.follow()
        return loss.item(), placed.item()

    def share_gradients(self):
        """Every process steps with the mean of all gradients, so their weights stay the same."""
        if self.processes > 1:
            gradients = [one.grad for one in self.net.parameters()]
            together = torch.cat([one.flatten() for one in gradients]) / self.processes
            distributed.all_reduce(together)
            for gradient, part in zip(gradients, together.split([one.numel() for one in gradients]), strict=True):
                gradient.copy_(part.view_as(gradient))

    def agreed(self, done):
        """How much of the time has gone, the same for every process: all stop after the same step."""
        if self.processes == 1:
            return done
        first = torch.tensor([done], dtype=torch.float64, device=self.device)
        distributed.broadcast(first, 0)
        return first.item()


def main():
    parser = arguments(__doc__, minutes=60, rate=3e-3)
    parser.add_argument("--photos", required=True, help="folder that bibs.detector.shards filled")
    parser.add_argument("--held-out", required=True, help="folder with photos of other seeds")
    parser.add_argument("--batch", type=int, default=16, help="of each process")
    given = told(parser)
    if "WORLD_SIZE" in os.environ:
        distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    Training(given).run()


if __name__ == "__main__":
    main()
