"""Writes a checkpoint's averaged weights as ONNX, stored as half floats, and checks the file against the network."""

import argparse
import pathlib
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import reader_net

OPSET = 17
LARGE = 256
TOLERANCE = 0.02


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
            dynamic_axes={"x": {0: "n", 3: "width"}, "probabilities": {0: "n", 1: "steps"}},
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


def largest_difference(net, path):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    torch.manual_seed(1)
    worst = 0.0
    for count, width in ((1, 112), (3, 96), (2, 160)):
        x = torch.rand(count, 3, reader_net.HEIGHT, width) * 2 - 1
        with torch.no_grad():
            expected = net(x).numpy()
        found = session.run(None, {"x": x.numpy()})[0]
        if found.shape != expected.shape:
            raise SystemExit(f"the file answers with {found.shape} where the network answers with {expected.shape}")
        worst = max(worst, float(np.abs(found - expected).max()))
    return worst


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
    worst = largest_difference(net, path)
    if worst > TOLERANCE:
        raise SystemExit(f"{path} differs from the network by {worst:.4f}, more than {TOLERANCE}")
    print(f"{path}: {path.stat().st_size} bytes, differs from the network by at most {worst:.5f}")


if __name__ == "__main__":
    main()
