"""Writes a checkpoint's averaged weights as ONNX, checks the file against the network, and stores the weights as half floats."""

import argparse
import pathlib
import warnings

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import bib_crops
import reader_net

OPSET = 17
LARGE = 256
TOLERANCE = 0.001
HALF_TOLERANCE = 0.001


def network(checkpoint):
    net = reader_net.BibReaderNet()
    net.load_state_dict(torch.load(checkpoint, weights_only=True)["average"])
    return reader_net.Probabilities(net).eval()


def export(net, path):
    sample = torch.zeros(2, 3, reader_net.HEIGHT, reader_net.WIDTH)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (sample,),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=["x"],
            output_names=["probabilities"],
            dynamic_axes={"x": {0: "n", 3: "width"}, "probabilities": {0: "n"}},
        )


def halve(path):
    """Large weights become half floats that are cast back when the model is loaded; arithmetic stays in single floats."""
    model = onnx.load(path)
    casts = []
    for weights in model.graph.initializer:
        values = numpy_helper.to_array(weights)
        if values.dtype == np.float32 and values.size >= LARGE:
            name = weights.name
            weights.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + ".half"))
            casts.append(helper.make_node("Cast", [name + ".half"], [name], to=TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def differences(net, path):
    """How far the file's probabilities lie from the network's: (at most, on average)."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(1)
    off = []
    for count, width in ((1, 160), (3, 96), (20, 160), (2, 200)):
        x = drawn(rng, count, width)
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        found = session.run(None, {"x": x})[0]
        if found.shape != expected.shape:
            raise SystemExit(f"the file answers with {found.shape} where the network answers with {expected.shape}")
        off.append(np.abs(found - expected).ravel())
    off = np.concatenate(off)
    return float(off.max()), float(off.mean())


def drawn(rng, count, width):
    crops = [cv2.resize(bib_crops.crop(rng)[0], (width, reader_net.HEIGHT)) for _ in range(count)]
    return ((np.stack(crops).astype(np.float32) / 255 - 0.5) / 0.5).transpose(0, 3, 1, 2)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--checkpoint", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    path = pathlib.Path(given.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    net = network(given.checkpoint)
    export(net, path)
    worst, _ = differences(net, path)
    halve(path)
    _, average = differences(net, path)
    if worst > TOLERANCE or average > HALF_TOLERANCE:
        raise SystemExit(f"{path} differs from the network by up to {worst:.5f}, with half floats by {average:.5f} on average")
    print(f"{path}: {path.stat().st_size} bytes, differs by up to {worst:.5f}, with half floats by {average:.5f} on average")


if __name__ == "__main__":
    main()
