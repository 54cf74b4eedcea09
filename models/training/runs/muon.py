"""Muon: momentum whose matrices are made orthogonal before each step, which learns more from few pictures than AdamW."""

import torch

STEPS = 5
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the quintic that drives all singular values towards one; published with the method."""
LIKE_ADAM = 0.2
"""Makes a step about as large as AdamW's, so that both share a learning rate."""


def orthogonal(matrix):
    """The nearest matrix with singular values near one, by Newton and Schulz's iteration."""
    a, b, c = COEFFICIENTS
    x = matrix.bfloat16()
    x = x.T if matrix.shape[0] > matrix.shape[1] else x
    x = x / (x.norm() + 1e-7)
    for _ in range(STEPS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if matrix.shape[0] > matrix.shape[1] else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """For weights of two and more dimensions; those of convolutions count as matrices of one row per output channel."""

    def __init__(self, parameters, lr, momentum=0.95, weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for weights in group["params"]:
                self.update(weights, group)

    def update(self, weights, group):
        state = self.state[weights]
        if not state:
            state["momentum"] = torch.zeros_like(weights)
        kept = state["momentum"].lerp_(weights.grad, 1 - group["momentum"])
        ahead = weights.grad.lerp(kept, group["momentum"]).flatten(1)
        change = orthogonal(ahead).view(weights.shape)
        weights.mul_(1 - group["lr"] * group["weight_decay"])
        weights.add_(change, alpha=-group["lr"] * LIKE_ADAM * max(ahead.shape) ** 0.5)
