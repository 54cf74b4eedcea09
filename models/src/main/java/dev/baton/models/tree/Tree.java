package dev.baton.models.tree;

import dev.baton.models.tree.Node.Factor;
import dev.baton.models.tree.Node.Fork;
import dev.baton.models.tree.Node.Line;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;

/** One tree, which adds to the margin of one output. Its first node is the root. */
record Tree(int output, List<Node> nodes) {
    Tree {
        nodes = List.copyOf(nodes);
    }

    Tree times(Factor factor) {
        return new Tree(output, nodes.stream().map(node -> node.times(factor)).toList());
    }

    /**
     * Refuses a tree that leads outside of itself or in a circle, compares a feature there is none of, or adds no number. Trees may be as
     * deep as they have nodes, so that nothing here calls itself.
     */
    void check(int features, int outputs) {
        if (nodes.isEmpty() || output < 0 || output >= outputs) {
            throw new UnreadableTreesException("a tree has no node, or adds to output " + output + " of " + outputs);
        }
        int[] open = new int[nodes.size() + 1];
        BitSet seen = new BitSet(nodes.size());
        int count = 0;
        open[count++] = 0;
        while (count > 0) {
            int at = open[--count];
            if (at < 0 || at >= nodes.size() || seen.get(at)) {
                throw new UnreadableTreesException(
                        "a tree leads to node " + at + " of " + nodes.size() + ", or twice there");
            }
            seen.set(at);
            Node node = nodes.get(at);
            check(node, features);
            if (node instanceof Fork fork) {
                open[count++] = fork.right();
                open[count++] = fork.left();
            }
        }
    }

    private static void check(Node node, int features) {
        if (node instanceof Fork fork) {
            requireFeature(fork.question().feature(), features);
        } else if (!Double.isFinite(node.value())) {
            throw new UnreadableTreesException("a leaf adds " + node.value());
        }
        if (node instanceof Line line) {
            for (int feature : line.features()) {
                requireFeature(feature, features);
            }
            if (!DoubleStream.concat(DoubleStream.of(line.constant()), Arrays.stream(line.coefficients()))
                    .allMatch(Double::isFinite)) {
                throw new UnreadableTreesException("a leaf adds a line that is not of numbers");
            }
        }
    }

    private static void requireFeature(int feature, int features) {
        if (feature < 0 || feature >= features) {
            throw new UnreadableTreesException("a tree compares feature " + feature + " of " + features);
        }
    }
}
