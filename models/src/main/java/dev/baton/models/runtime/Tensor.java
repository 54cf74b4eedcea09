package dev.baton.models.runtime;

import java.util.Arrays;

/** A named output of a model. The values are not copied: whoever receives the tensor owns them. */
public final class Tensor {
    private final String name;
    private final long[] shape;
    private final float[] values;

    public Tensor(String name, long[] shape, float[] values) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException("output " + name + " of shape " + Arrays.toString(shape)
                    + " cannot have " + values.length + " values");
        }
        this.name = name;
        this.shape = shape.clone();
        this.values = values;
    }

    public String name() {
        return name;
    }

    public long[] shape() {
        return shape.clone();
    }

    public float[] values() {
        return values;
    }

    public int size() {
        return values.length;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
