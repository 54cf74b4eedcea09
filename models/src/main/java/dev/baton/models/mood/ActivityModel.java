package dev.baton.models.mood;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network that reads a week of activity by the minute, as the pretrained actigraphy transformer (PAT) does. Any thread may use it.
 *
 * <p>Its input is a device's counts, 0 or more, from midnight to midnight by the person's clock. The model's file holds whatever
 * standardises them. The starter pack's divides by the week's own mean, so any device's scale will do. A week in which the device was
 * hardly worn has an answer as well, which means nothing: check the wear time first.
 *
 * @param version identifies the model's file
 * @param labels one for each probability
 * @param onnx the network
 */
public record ActivityModel(String version, List<String> labels, OnnxModel onnx) implements AutoCloseable {
    /** Seven days of minutes. */
    public static final int MINUTES = 7 * 24 * 60;

    /**
     * Holds the file to what is asked of it, as far as it declares its shapes.
     *
     * @throws IllegalArgumentException where it takes or gives other numbers than the minutes of a week and one for each label
     */
    public ActivityModel {
        labels = List.copyOf(labels);
        requireSide(version + " takes", onnx.inputShape(), MINUTES, "the minutes of a week");
        requireSide(version + " gives", onnx.outputShape(), labels.size(), "its labels " + labels);
    }

    private static void requireSide(String what, long[] shape, int side, String of) {
        long declared = shape.length == 0 ? -1 : shape[shape.length - 1];
        if (declared >= 0 && declared != side) {
            throw new IllegalArgumentException(what + " " + declared + " numbers, not one for each of " + of);
        }
    }

    /**
     * Returns the probability of each label.
     *
     * @throws InferenceFailedException where the file answers with anything else, as to counts beyond single floats
     */
    public double[] probabilities(double[] minutes, Cancellation cancellation) {
        if (minutes.length != MINUTES) {
            throw new IllegalArgumentException("a week has " + MINUTES + " minutes, not " + minutes.length);
        }
        FloatBuffer input = ByteBuffer.allocateDirect(MINUTES * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (double minute : minutes) {
            input.put((float) minute);
        }
        float[] found = onnx.run(input.flip(), new long[] {1, MINUTES}, cancellation)
                .get(0)
                .values();
        if (found.length != labels.size()) {
            throw new InferenceFailedException(
                    version + " gives " + found.length + " probabilities, but its labels are " + labels);
        }
        double[] probabilities = new double[found.length];
        for (int i = 0; i < found.length; i++) {
            probabilities[i] = probability(found[i]);
        }
        return probabilities;
    }

    private double probability(float found) {
        if (!(found >= 0 && found <= 1)) {
            throw new InferenceFailedException(version + " gives " + found + " as a probability of these counts");
        }
        return found;
    }

    @Override
    public void close() {
        onnx.close();
    }
}
