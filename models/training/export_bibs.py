"""Writes a checkpoint's averaged weights as ONNX, stored as half floats, and checks the file against the network."""

import argparse
import pathlib
import warnings

import numpy as np
import onnxruntime
import torch

import bib_net
import race_scenes
from export_reader import OPSET, halve
from eval_bibs import letterboxed

SCORE_TOLERANCE = 0.02
PIXEL_TOLERANCE = 2.0
SEED = 900200
PHOTOS = 4


def network(checkpoint):
    net = bib_net.BibDetectorNet()
    net.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["average"])
    return bib_net.Decoded(net).eval()


def export(net, path):
    sample = torch.zeros(1, 3, bib_net.SIDE, bib_net.SIDE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (sample,), str(path), dynamo=False, opset_version=OPSET, input_names=["images"], output_names=["output0"]
        )


def largest_differences(net, path):
    """(of scores, of boxes in pixels where something was found) on drawn photos."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    scores = pixels = 0.0
    for at in range(PHOTOS):
        photo, _ = race_scenes.scene(np.random.default_rng((SEED, at)), 640, 480)
        x = letterboxed(photo)[0][..., ::-1].transpose(2, 0, 1)[None].astype(np.float32) / 255
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        found = session.run(None, {"images": x})[0]
        if found.shape != expected.shape:
            raise SystemExit(f"the file answers with {found.shape} where the network answers with {expected.shape}")
        apart = np.abs(found - expected)[0]
        scores = max(scores, float(apart[4].max()))
        pixels = max(pixels, float((apart[:4] * (expected[0, 4] > 0.2)).max()))
    return scores, pixels


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--checkpoint", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    path = pathlib.Path(given.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    net = network(given.checkpoint)
    export(net, path)
    halve(path)
    scores, pixels = largest_differences(net, path)
    if scores > SCORE_TOLERANCE or pixels > PIXEL_TOLERANCE:
        raise SystemExit(f"{path} differs from the network by {scores:.4f} in scores and {pixels:.2f} pixels in boxes")
    print(f"{path}: {path.stat().st_size} bytes, differs by at most {scores:.4f} in scores and {pixels:.2f} pixels in boxes")


if __name__ == "__main__":
    main()
