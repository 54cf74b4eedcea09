package dev.baton.models.tree;

import java.util.BitSet;
import java.util.List;

/** One tree, which adds to the margin of one output. Its first node is the root. */
record Tree(int output, List<Node> nodes) {
    Tree {
        nodes = List.copyOf(nodes);
    }

    /** Refuses a tree that leads outside of itself or in a circle, or that compares a feature there is none of. */
    void check(int features) {
        if (nodes.isEmpty()) {
            throw new UnreadableTreesException("a tree has no node");
        }
        check(0, features, new BitSet(nodes.size()));
    }

    private void check(int at, int features, BitSet seen) {
        if (at < 0 || at >= nodes.size() || seen.get(at)) {
            throw new UnreadableTreesException(
                    "a tree leads to node " + at + " of " + nodes.size() + ", or twice there");
        }
        seen.set(at);
        Node node = nodes.get(at);
        if (node.isLeaf()) {
            return;
        }
        if (node.feature() < 0 || node.feature() >= features) {
            throw new UnreadableTreesException("a tree compares feature " + node.feature() + " of " + features);
        }
        check(node.left(), features, seen);
        check(node.right(), features, seen);
    }
}
