"""What every export shares: the averaged weights of a checkpoint, ONNX, weights as half floats, and its arguments."""

import argparse
import pathlib
import warnings

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
LARGE = 256


def arguments(description):
    """A parser of what every export is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--out", required=True)
    return parser


def told(parser):
    """Its arguments, with a place to write to."""
    given = parser.parse_args()
    given.out = pathlib.Path(given.out)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    return given


def averaged(net, checkpoint):
    """The network with the checkpoint's averaged weights."""
    net.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["average"])
    return net


def write(net, sample, path, names, dynamic=None):
    """ONNX of a network; names of its one input and its outputs; dynamic names the dimensions that vary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (sample,),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=names[:1],
            output_names=names[1:],
            dynamic_axes=dynamic,
        )
    onnx.checker.check_model(onnx.load(path))


def answer(session, x, expected):
    """What the file answers to one input, which must have the network's shape."""
    found = session.run(None, {session.get_inputs()[0].name: x})[0]
    if found.shape != expected.shape:
        raise SystemExit(f"the file answers with {found.shape} where the network answers with {expected.shape}")
    return found


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
