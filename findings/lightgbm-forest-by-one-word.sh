#!/usr/bin/env bash
# LightGBM 4.7.0: a random forest's model file is a boosted model's with one bare word, average_output, among its key=value lines. A reader that
# keeps to key=value adds the trees up and is wrong by their number. Linear trees (is_linear=1) keep a leaf_value in each leaf that looks
# right and is not what is predicted, but for rows with a missing feature; their first tree has constants alone, so one tree tests nothing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
pips lightgbm==4.7.0 numpy==2.2.6

"$python" - <<'PYTHON'
import lightgbm, numpy

random = numpy.random.default_rng(1)
x = random.normal(size=(2000, 3))
y = 2 * x[:, 0] + x[:, 1]

def train(rounds, **options):
    data = lightgbm.Dataset(x, y, params={"verbosity": -1})
    return lightgbm.train({"objective": "regression", "verbosity": -1, "num_leaves": 7, "seed": 1, **options}, data, rounds)

def header(model):
    return [line for line in model.model_to_string().split("Tree=0")[0].splitlines() if line]

def by_leaf_value(model):
    """Adds up leaf_value of the leaves that the rows reach, as is right for plain boosting."""
    trees = [[float(v) for v in line.split("=")[1].split()] for line in model.model_to_string().splitlines() if line.startswith("leaf_value=")]
    leaves = model.predict(x, pred_leaf=True).reshape(len(x), -1)
    return sum(numpy.array(values)[leaves[:, tree]] for tree, values in enumerate(trees))

plain = train(10)
forest = train(10, boosting="rf", bagging_freq=1, bagging_fraction=0.7)
bare = [line for line in header(forest) if "=" not in line and line not in header(plain)]
print("only in a forest's header:", bare)
print("sum of leaf_values / prediction: boosted %.3f, forest %.3f" % tuple(
    numpy.median(by_leaf_value(model) / model.predict(x)) for model in (plain, forest)))
assert bare == ["average_output"]
assert numpy.allclose(by_leaf_value(plain), plain.predict(x))
assert numpy.allclose(by_leaf_value(forest), 10 * forest.predict(x))

for rounds in 1, 10:
    linear = train(rounds, linear_tree=True)
    difference = numpy.abs(by_leaf_value(linear) - linear.predict(x)).max()
    print(f"linear, {rounds} trees: leaf_values are off by up to {difference:.3f}")
    assert (difference < 1e-9) == (rounds == 1)
PYTHON
