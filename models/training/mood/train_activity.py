"""Trains the activity network on drawn weeks; stops after the minutes given and goes on with --resume.

Always in single floats: matrices as small as these gain nothing from bfloat16."""

import pathlib
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from mood import activity_net
from mood.days import DEPRESSION, HYPOMANIA, MANIA, STATES
from mood.measures import auc
from runs.muon import Muon
from runs.training import TrainingRun, arguments, told

SEED = 20240611
WEIGHT_DECAY = 0.02
OF_STRENGTHS = 3.0
"""Weight of each day's strengths beside tomorrow's state: they tell more than the few states, and without chance."""
SOME = 2000


class Weeks:
    """The drawn people of a folder; a week may begin at any midnight."""

    def __init__(self, folder):
        self.counts, self.states, self.strengths, where = [], [], [], []
        for at, path in enumerate(sorted(pathlib.Path(folder).glob("counts-*.npy"))):
            days = np.load(path.with_name(path.stem.replace("counts", "days") + ".npz"))
            self.counts.append(np.load(path, mmap_mode="r"))
            self.states.append(days["state"].astype(int))
            self.strengths.append(np.stack([days[name] for name in ("depression", "activation", "mixed")], 2))
            people, count = days["state"].shape
            where += [(at, person, day) for person in range(people) for day in range(activity_net.DAYS - 1, count - 1)]
        if not where:
            raise SystemExit(f"no weeks in {folder}: draw some with mood.activity")
        self.where = np.array(where)

    def batch(self, places):
        """(counts, tomorrow's state, strengths of the days) of weeks by their last day."""
        counts = np.stack([self.counts[at][person, (day - 6) * activity_net.DAY : (day + 1) * activity_net.DAY]
                           for at, person, day in places]).astype(np.float32)
        states = np.array([self.states[at][person, day + 1] for at, person, day in places])
        strengths = np.stack([self.strengths[at][person, day - 6 : day + 1] for at, person, day in places])
        return torch.from_numpy(counts), torch.from_numpy(states), torch.from_numpy(strengths.astype(np.float32))


class Training(TrainingRun):
    WARM_UP = 200
    AVERAGING = 0.998

    def __init__(self, given):
        torch.manual_seed(SEED)
        net = activity_net.ActivityNet()
        inner = [one for name, one in net.named_parameters() if one.ndim > 1 and name.startswith("layers")]
        others = [one for name, one in net.named_parameters() if one.ndim == 1 or not name.startswith("layers")]
        muon = Muon(inner, given.rate, weight_decay=WEIGHT_DECAY)
        super().__init__(given, net, [muon, torch.optim.AdamW(others, given.rate, weight_decay=WEIGHT_DECAY)])

    def run(self):
        weeks, held_out = Weeks(self.given.weeks), Weeks(self.given.held_out)
        started, before = time.time(), self.seconds
        saved = noted = started
        total, count, done = np.zeros(2), 0, 0.0
        while done < 1:
            self.passes += 1
            order = np.random.default_rng((SEED, self.passes)).permutation(len(weeks.where))
            for at in range(0, len(order) - self.given.batch + 1, self.given.batch):
                done = (time.time() - started) / (self.given.minutes * 60)
                if done >= 1:
                    break
                total += self.learn(*weeks.batch(weeks.where[order[at : at + self.given.batch]]), done)
                count += 1
                self.seconds = before + time.time() - started
                if time.time() - noted > 60:
                    print(f"{self.seconds:.0f} s, step {self.step}, pass {self.passes}, loss {total / count}", flush=True)
                    noted, total, count = time.time(), np.zeros(2), 0
                if time.time() - saved > 300:
                    self.save()
                    self.report(held_out)
                    saved = noted = time.time()
        self.save()
        self.report(held_out)

    def learn(self, counts, states, strengths, done):
        self.set_rate(done)
        found, told = self.net(counts)
        loss = functional.cross_entropy(found, states)
        beside = functional.mse_loss(told, strengths)
        self.net.zero_grad(set_to_none=True)
        (loss + OF_STRENGTHS * beside).backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.follow()
        return loss.item(), beside.item()

    @torch.no_grad()
    def report(self, held_out):
        """What some held-out weeks say: the loss, and the area under the curve of each episode."""
        places = held_out.where[np.random.default_rng(SEED).permutation(len(held_out.where))[:SOME]]
        found, truth = [], []
        for at in range(0, len(places), self.given.batch):
            counts, states, _ = held_out.batch(places[at : at + self.given.batch])
            found.append(self.average(counts)[0])
            truth.append(states)
        found, truth = torch.cat(found), torch.cat(truth)
        areas = {STATES[state]: round(float(auc((truth == state).int().numpy(), found[:, state].numpy())), 4)
                 for state in (DEPRESSION, HYPOMANIA, MANIA)}
        loss = functional.cross_entropy(found, truth).item()
        print(f"{self.seconds:.0f} seconds of training, held out: loss {loss:.4f}, areas {areas}", flush=True)


def main():
    parser = arguments(__doc__, minutes=14, rate=4e-3)
    parser.add_argument("--weeks", required=True, help="folder that mood.activity filled")
    parser.add_argument("--held-out", required=True, help="folder with people of other seeds")
    parser.add_argument("--batch", type=int, default=32)
    Training(told(parser)).run()


if __name__ == "__main__":
    main()
