"""Trains the bib reader on drawn crops; stops after the minutes given and goes on with --resume."""

import pathlib
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bibs.reader import lines as number_lines
from bibs.reader import net as reader_net
from bibs.reader.crops import MARGIN
from runs.muon import Muon
from runs.training import TrainingRun, arguments, told

SEED = 20240607
WEIGHT_DECAY = 0.01
NEAR_ENOUGH = 0.5
DISTRUST = 0.2
EMPTY = 0.2


class Crops:
    """The shards of a folder, whose crops stay on disk until they are asked for; shards drawn meanwhile join at the next pass."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.arrays, self.lines, self.texts, self.where = {}, {}, {}, []
        self.look()

    def look(self):
        for path in sorted(self.folder.glob("texts-*.txt")):
            seed = path.stem.split("-")[1]
            if seed not in self.arrays:
                self.texts[seed] = path.read_text().split("\n")[:-1]
                self.arrays[seed] = np.load(self.folder / f"crops-{seed}.npy", mmap_mode="r")
                self.lines[seed] = np.load(self.folder / f"lines-{seed}.npy")
                self.where += [(seed, at) for at in range(len(self.texts[seed]))]
        if not self.where:
            raise SystemExit(f"no crops in {self.folder}: draw some with bibs.reader.crops")

    def batch(self, places):
        crops = np.stack([self.arrays[seed][at] for seed, at in places])
        lines = np.stack([self.lines[seed][at] for seed, at in places])
        return crops, lines, [self.texts[seed][at] for seed, at in places]


def normalised(crops):
    """uint8 [N,H,W,3] to the network's planes."""
    planes = torch.from_numpy(crops).float().mul_(2 / 255).sub_(1).permute(0, 3, 1, 2)
    return planes.contiguous(memory_format=torch.channels_last)


def middle(crops):
    return np.ascontiguousarray(crops[:, MARGIN:-MARGIN, MARGIN:-MARGIN])


def augmented(rng, crops, lines):
    """Another position, size and slant, colour order, exposure, and at times a negative or a patch in the way."""
    moved = np.empty((len(crops), reader_net.HEIGHT, reader_net.WIDTH, 3), np.uint8)
    follow = np.empty_like(lines)
    for at, crop in enumerate(crops):
        matrix = slant(rng)
        seen = cv2.warpAffine(crop, matrix, (reader_net.WIDTH, reader_net.HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        moved[at] = seen[..., rng.permutation(3)] if rng.random() < 0.3 else seen
        follow[at] = lines[at] @ matrix[:, :2].T
        follow[at, 0] += matrix[:, 2]
    x = normalised(moved)
    count = (len(crops), 1, 1, 1)
    gain = torch.from_numpy(np.exp(rng.normal(0, 0.15, count)).astype(np.float32))
    gain *= torch.from_numpy(np.where(rng.random(count) < 0.12, -1, 1).astype(np.float32))
    x.mul_(gain).add_(torch.from_numpy(rng.normal(0, 0.08, (len(crops), 3, 1, 1)).astype(np.float32)))
    for at in np.flatnonzero(rng.random(len(crops)) < 0.2):
        x[at] += torch.from_numpy(rng.standard_normal(x.shape[1:], dtype=np.float32)) * float(rng.uniform(0, 0.12))
    for at in np.flatnonzero(rng.random(len(crops)) < 0.15):
        top, left = rng.integers(0, reader_net.HEIGHT - 6), rng.integers(0, reader_net.WIDTH - 8)
        x[at, :, top : top + rng.integers(3, 14), left : left + rng.integers(3, 9)] = float(rng.uniform(-1, 1))
    return x.clamp_(-1.2, 1.2), number_lines.window(follow)


def slant(rng):
    """From the stored crop to the network's size: a small move, another size, a lean, a turn."""
    middle_in = np.array([reader_net.WIDTH, reader_net.HEIGHT]) / 2 + MARGIN
    middle_out = np.array([reader_net.WIDTH, reader_net.HEIGHT]) / 2 + rng.uniform(-MARGIN, MARGIN, 2)
    matrix = np.array([[1, rng.normal(0, 0.05)], [rng.normal(0, 0.025), 1]]) * np.exp(rng.normal(0, 0.05, 2))[:, None]
    return np.column_stack([matrix, middle_out - matrix @ middle_in])


def targets(texts):
    flat = [one for text in texts for one in reader_net.encode(text)]
    return torch.tensor(flat, dtype=torch.long), torch.tensor([len(text) for text in texts])


class Training(TrainingRun):
    def __init__(self, given):
        torch.manual_seed(SEED)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        net = reader_net.BibReaderNet().to(self.device, memory_format=torch.channels_last)
        # Filters only: the recurrent part and what answers stay with AdamW.
        filters = [one for one in net.parameters() if one.ndim == 4]
        others = [one for one in net.parameters() if one.ndim != 4]
        muon = Muon(filters, given.rate, weight_decay=WEIGHT_DECAY)
        super().__init__(given, net, [muon, torch.optim.AdamW(others, given.rate, weight_decay=WEIGHT_DECAY, fused=True)])
        self.loss = nn.CTCLoss(zero_infinity=True)

    def run(self):
        crops, held_out = Crops(self.given.crops), Crops(self.given.held_out)
        started, before = time.time(), self.seconds
        limit = self.given.minutes * 60
        saved = noted = tried = started
        total, count = np.zeros(2), 0
        while time.time() - started < limit:
            self.passes += 1
            crops.look()
            rng = np.random.default_rng((SEED, self.passes))
            order = rng.permutation(len(crops.where))
            for at in range(0, len(order) - self.given.batch + 1, self.given.batch):
                done = (time.time() - started) / limit
                if done >= 1:
                    break
                total += self.learn(rng, *crops.batch([crops.where[one] for one in order[at : at + self.given.batch]]), done)
                count += 1
                self.seconds = before + time.time() - started
                if time.time() - noted > 30:
                    loss, off = total / count
                    print(f"{self.seconds:.0f} s, step {self.step}, pass {self.passes} of {len(order)}: "
                          f"loss {loss:.4f}, off {off:.3f}", flush=True)
                    noted, total, count = time.time(), np.zeros(2), 0
                if time.time() - saved > 180:
                    self.save()
                    saved = time.time()
                if time.time() - tried > 600:
                    print(f"held out: {exact(self.average, held_out):.4f} right", flush=True)
                    tried = time.time()
        self.save()
        print(f"{self.seconds:.0f} seconds of training, held out: {exact(self.average, held_out):.4f} right", flush=True)

    def learn(self, rng, crops, lines, texts, done):
        self.set_rate(done)
        x, wanted = (one.to(self.device) for one in augmented(rng, crops, lines))
        with self.quickly():
            cells = self.net.finder.look(x)
        found, trust = self.net.finder.count(cells.float())
        missed = number_lines.apart(found, wanted)
        lines, texts = self.chosen(rng, found.detach(), wanted, missed.detach(), texts)
        logits = self.logits(self.net.straighten(x, lines))
        flat, lengths = targets(texts)
        steps = torch.full((len(texts),), logits.shape[1], dtype=torch.long)
        reading = self.loss(logits.log_softmax(2).transpose(0, 1), flat, steps, lengths)
        finding = functional.smooth_l1_loss(missed, torch.zeros_like(missed), beta=0.1)
        loss = reading + finding + DISTRUST * number_lines.distrust(trust, wanted, cells)
        self.net.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.follow()
        return np.array([reading.item(), missed.mean().item()])

    def chosen(self, rng, found, wanted, missed, texts):
        """Lines and what stands there: half as found, if that was near enough, others from the drawing, a few without number."""
        usable = (missed.amax(1) < NEAR_ENOUGH) & self.some(rng, texts, 0.5)
        lines = torch.where(usable[:, None, None], found, number_lines.shaken(rng, wanted))
        other, far = number_lines.elsewhere(rng, wanted)
        empty = far & self.some(rng, texts, EMPTY)
        texts = ["" if gone else text for gone, text in zip(empty.tolist(), texts, strict=True)]
        return torch.where(empty[:, None, None], other, lines), texts

    def some(self, rng, texts, share):
        return torch.from_numpy(rng.random(len(texts)) < share).to(self.device)

    def logits(self, lines):
        with self.quickly():
            seen = self.net.eyes(lines.contiguous(memory_format=torch.channels_last))
        return self.net.read(seen.float())

    def quickly(self):
        """Only the convolutions run in bfloat16; places and steps are sensitive."""
        return torch.autocast(self.device, torch.bfloat16, enabled=not self.given.float32)


@torch.no_grad()
def read(net, crops):
    """Texts of uint8 crops of the network's own size."""
    texts, device = [], next(net.parameters()).device
    for at in range(0, len(crops), 250):
        best = net(normalised(crops[at : at + 250]).to(device)).argmax(2)
        texts += [reader_net.decode(row) for row in best.tolist()]
    return texts


def exact(net, held_out):
    net.eval()
    crops, _, texts = held_out.batch(held_out.where)
    return float(np.mean([one == other for one, other in zip(read(net, middle(crops)), texts, strict=True)]))


def main():
    parser = arguments(__doc__, minutes=60, rate=1.5e-3)
    parser.add_argument("--crops", required=True, help="folder that bibs.reader.crops filled")
    parser.add_argument("--held-out", required=True, help="folder with crops of other seeds")
    parser.add_argument("--batch", type=int, default=64)
    given = told(parser)
    Training(given).run()


if __name__ == "__main__":
    main()
