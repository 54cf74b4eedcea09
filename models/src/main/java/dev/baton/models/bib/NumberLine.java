package dev.baton.models.bib;

import dev.baton.models.image.Box;
import java.util.Comparator;
import java.util.List;

/**
 * A row of shapes that could be digits.
 *
 * @param shapes from left to right, at least two
 * @param isLight whether they are lighter than what is behind them
 */
record NumberLine(List<Shape> shapes, boolean isLight) {
    NumberLine {
        shapes = List.copyOf(shapes);
    }

    /** Height of a middling character. */
    int characterHeight() {
        List<Shape> byHeight =
                shapes.stream().sorted(Comparator.comparingInt(Shape::height)).toList();
        return byHeight.get(byHeight.size() / 2).height();
    }

    /** How far the row rises or falls, as a slope of its y over its x: through the middles of the first and the last character. */
    double slope() {
        Shape first = shapes.get(0);
        Shape last = shapes.get(shapes.size() - 1);
        double run = last.centreX() - first.centreX();
        return run > 0 ? (last.centreY() - first.centreY()) / run : 0;
    }

    Box box() {
        return new Box(
                shapes.stream().mapToInt(Shape::left).min().orElseThrow(),
                shapes.stream().mapToInt(Shape::top).min().orElseThrow(),
                shapes.stream().mapToInt(Shape::right).max().orElseThrow(),
                shapes.stream().mapToInt(Shape::bottom).max().orElseThrow());
    }
}
