"""How good probabilities are: area under the curve, Brier score, reliability, and a plot of it."""

import numpy


def auc(labels, scores):
    order = numpy.argsort(scores, kind="stable")
    ranks = numpy.empty(len(scores))
    ranks[order] = numpy.arange(1, len(scores) + 1)
    values, at = numpy.unique(scores, return_inverse=True)
    ranks = (numpy.bincount(at, ranks) / numpy.bincount(at))[at]
    positives = labels.sum()
    return (ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))


def brier(labels, scores):
    return float(numpy.mean((scores - labels) ** 2))


def reliability(labels, scores, bins=10):
    """[(mean forecast, observed share, count)] of bins of equally many forecasts."""
    parts = numpy.array_split(numpy.argsort(scores, kind="stable"), bins)
    return [(float(scores[part].mean()), float(labels[part].mean()), len(part)) for part in parts]


def calibration_error(labels, scores):
    rows = reliability(labels, scores)
    return sum(count * abs(forecast - observed) for forecast, observed, count in rows) / len(labels)


def plot(curves):
    """An SVG of reliability curves, {name: rows}."""
    size, colours = 360, ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#7f7f7f", "#bcbd22"]
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-40 -10 {size + 250} {size + 50}" font-family="sans-serif"',
             f' font-size="11"><rect width="{size}" height="{size}" fill="none" stroke="#888"/>',
             f'<path d="M0 {size}L{size} 0" stroke="#bbb" stroke-dasharray="4"/>',
             f'<text x="{size / 2 - 30}" y="{size + 30}">forecast, 0 to 1</text>',
             f'<text transform="translate(-20 {size / 2 + 30}) rotate(-90)">observed share</text>']
    for at, (name, rows) in enumerate(curves.items()):
        colour = colours[at % len(colours)]
        points = " ".join(f"{size * forecast:.1f},{size * (1 - observed):.1f}" for forecast, observed, _ in rows)
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        lines.append(f'<text x="{size + 12}" y="{16 + 16 * at}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>", ""])
