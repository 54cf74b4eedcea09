package dev.baton.models.runtime;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.runtime.Onnx.Attributes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Tiny models with the signatures of real ones, whose answers follow the picture: a detector's score is how bright a cell is, an
 * embedder's vector the mean colour, and a recogniser reads red, green and blue stripes as its first three characters.
 */
public final class StandIns {
    /** Input names, as the files of the packs have them. */
    private static final String SCRFD_INPUT = "input.1";

    private static final int[] STRIDES = {8, 16, 32};
    /** Cells darker than this have score 0; padding is. */
    private static final double DARK = 160;

    private final Input input;
    private final Onnx onnx = new Onnx();

    private StandIns(ModelManifest manifest) {
        this.input = manifest.input();
    }

    /** The stand-in for a model of the manifest's decoder, input size and numbers. */
    public static ByteBuffer of(ModelManifest manifest) {
        StandIns standIns = new StandIns(manifest);
        switch (manifest.decoder()) {
            case SCRFD -> standIns.scrfd();
            case YUNET -> standIns.yunet();
            case YOLOV8 -> standIns.yolov8(manifest.requireDetection().labels().size());
            case EMBEDDING -> standIns.embedder(manifest.requireEmbedding().dimension());
            case CTC ->
                standIns.recognizer(manifest.requireRecognition().charset().length() + 1);
            case LIGHTGBM, XGBOOST, ACTIVITY ->
                throw new IllegalArgumentException(manifest.file() + " takes no picture");
        }
        return standIns.onnx.model();
    }

    /** Two anchors a cell, each a box of two strides around its anchor with all landmarks on it. */
    private void scrfd() {
        onnx.input(SCRFD_INPUT, 1, 3, -1, -1);
        for (int i = 0; i < STRIDES.length; i++) {
            int anchors = 2 * cells(STRIDES[i]);
            scores(SCRFD_INPUT, STRIDES[i]);
            column("once" + i, STRIDES[i]);
            onnx.node("Concat", new Attributes().integer("axis", 1), "twice" + i, "once" + i, "once" + i)
                    .constant("rows" + i, -1, 1)
                    .node("Reshape", "44" + i, "twice" + i, "rows" + i);
            onnx.constant("boxes" + i, filled(anchors * 4, at -> 1), anchors, 4)
                    .node("Identity", "45" + i, "boxes" + i);
            onnx.constant("points" + i, new float[anchors * 10], anchors, 10).node("Identity", "46" + i, "points" + i);
        }
        for (String kind : new String[] {"44", "45", "46"}) {
            int width = kind.equals("44") ? 1 : kind.equals("45") ? 4 : 10;
            for (int i = 0; i < STRIDES.length; i++) {
                onnx.output(kind + i, 2L * cells(STRIDES[i]), width);
            }
        }
    }

    /** One anchor a cell: a box of one stride around the cell's corner. */
    private void yunet() {
        onnx.input("input", 1, 3, input.height(), input.width());
        for (int stride : STRIDES) {
            int cells = cells(stride);
            scores("input", stride);
            column("column" + stride, stride);
            onnx.constant("shape" + stride, 1, cells, 1)
                    .node("Reshape", "cls_" + stride, "column" + stride, "shape" + stride)
                    .node("Identity", "obj_" + stride, "cls_" + stride)
                    .output("cls_" + stride, 1, cells, 1)
                    .output("obj_" + stride, 1, cells, 1);
            zeros("bbox_" + stride, cells, 4);
            zeros("kps_" + stride, cells, 10);
        }
    }

    private void zeros(String name, int cells, int width) {
        onnx.constant(name + "_zeros", new float[cells * width], 1, cells, width)
                .node("Identity", name, name + "_zeros")
                .output(name, 1, cells, width);
    }

    /** A box of two strides around each cell's centre, the same score for every label. */
    private void yolov8(int labels) {
        onnx.input("images", 1, 3, input.height(), input.width());
        int all = Arrays.stream(STRIDES).map(this::cells).sum();
        float[] boxes = new float[4 * all];
        int before = 0;
        for (int stride : STRIDES) {
            scores("images", stride);
            onnx.constant("row" + stride, 1, 1, -1)
                    .node("Reshape", "scores" + stride, "score" + stride, "row" + stride);
            int columns = input.width() / stride;
            for (int cell = 0; cell < cells(stride); cell++) {
                int row = cell / columns;
                boxes[before + cell] = (cell % columns + 0.5f) * stride;
                boxes[all + before + cell] = (row + 0.5f) * stride;
                boxes[2 * all + before + cell] = 2 * stride;
                boxes[3 * all + before + cell] = 2 * stride;
            }
            before += cells(stride);
        }
        String[] rows = new String[1 + labels];
        Arrays.fill(rows, "scores");
        rows[0] = "boxes";
        onnx.constant("boxes", boxes, 1, 4, all)
                .node("Concat", new Attributes().integer("axis", 2), "scores", "scores8", "scores16", "scores32")
                .node("Concat", new Attributes().integer("axis", 1), "output0", rows)
                .output("output0", 1, 4 + labels, all);
    }

    /** The first third of the vector is the first channel's mean, and so on. */
    private void embedder(int dimension) {
        float[] weights = filled(3 * dimension, at -> at % dimension * 3 / dimension == at / dimension ? 1 : 0);
        onnx.input("data", -1, 3, input.height(), input.width())
                .node("GlobalAveragePool", "mean", "data")
                .node("Flatten", "flat", "mean")
                .constant("weights", weights, 3, dimension)
                .node("MatMul", "fc1", "flat", "weights")
                .output("fc1", -1, dimension);
    }

    /** A step for each four columns: the first three classes after the blank are the channels, the blank is neither. */
    private void recognizer(int classes) {
        float[] weights = filled(3 * classes, at -> at % classes == at / classes + 1 ? 30 : 0);
        float[] doubt = filled(classes, at -> at == 0 ? 10 : at > 3 ? -60 : 0);
        onnx.input("x", -1, 3, input.height(), -1)
                .node("AveragePool", window(input.height(), 4), "steps", "x")
                .constant("shape", 0, 3, -1)
                .node("Reshape", "planes", "steps", "shape")
                .node("Transpose", new Attributes().integers("perm", 0, 2, 1), "colours", "planes")
                .constant("weights", weights, 3, classes)
                .constant("doubt", doubt, classes)
                .node("MatMul", "known", "colours", "weights")
                .node("Add", "logits", "known", "doubt")
                .node("Softmax", new Attributes().integer("axis", 2), "softmax_0.tmp_0", "logits")
                .output("softmax_0.tmp_0", -1, -1, classes);
    }

    /** {@code score<stride>} [1, 1, rows, columns]: 0.95 where all pixels of the cell are white. */
    private void scores(String from, int stride) {
        double white = (255 - input.means()[0]) * input.scale();
        double dark = (DARK - input.means()[0]) * input.scale();
        double gain = 0.95 / (white - dark);
        onnx.node("AveragePool", window(stride, stride), "pooled" + stride, from)
                .node("ReduceMean", new Attributes().integers("axes", 1), "grey" + stride, "pooled" + stride)
                .constant("gain" + stride, new float[] {(float) gain}, 1)
                .constant("shift" + stride, new float[] {(float) (-gain * dark)}, 1)
                .node("Mul", "scaled" + stride, "grey" + stride, "gain" + stride)
                .node("Add", "shifted" + stride, "scaled" + stride, "shift" + stride)
                .node("Relu", "score" + stride, "shifted" + stride);
    }

    /** The scores of a stride as one column. */
    private void column(String name, int stride) {
        onnx.constant(name + "_shape", -1, 1).node("Reshape", name, "score" + stride, name + "_shape");
    }

    private static Attributes window(int height, int width) {
        return new Attributes().integers("kernel_shape", height, width).integers("strides", height, width);
    }

    private int cells(int stride) {
        return (input.width() / stride) * (input.height() / stride);
    }

    private static float[] filled(int length, IntToDoubleFunction value) {
        float[] values = new float[length];
        for (int at = 0; at < length; at++) {
            values[at] = (float) value.applyAsDouble(at);
        }
        return values;
    }
}
