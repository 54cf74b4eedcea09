package dev.baton.models.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A loaded model with one float input. Any thread may run it; closing waits for the runs under way. */
public final class OnnxModel implements AutoCloseable {
    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Provider provider;
    private final String input;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private final long[] inputShape;
    private final long[] outputShape;
    private boolean closed;

    OnnxModel(String name, OrtEnvironment environment, OrtSession session, Provider provider) {
        if (session.getInputNames().size() != 1) {
            throw new InferenceFailedException(
                    "model " + name + " has inputs " + session.getInputNames() + ", exactly one is supported");
        }
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.provider = provider;
        this.input = session.getInputNames().iterator().next();
        try {
            this.inputShape = shape(session.getInputInfo());
            this.outputShape = shape(session.getOutputInfo());
        } catch (OrtException e) {
            throw new InferenceFailedException("model " + name + " does not tell its shapes", e);
        }
    }

    private static long[] shape(Map<String, NodeInfo> nodes) {
        return nodes.values().iterator().next().getInfo() instanceof TensorInfo tensor
                ? tensor.getShape()
                : new long[0];
    }

    public String name() {
        return name;
    }

    public Provider provider() {
        return provider;
    }

    /** Returns the sides of the input as the file declares them, -1 for those that it leaves open. */
    public long[] inputShape() {
        return inputShape.clone();
    }

    /** Returns the same of the first output. */
    public long[] outputShape() {
        return outputShape.clone();
    }

    /** Runs the model on a direct buffer, which is not copied, and returns its outputs in the model's order. */
    public List<Tensor> run(FloatBuffer values, long[] shape, Cancellation cancellation) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new InferenceFailedException("model " + name + " is closed");
            }
            return runOpen(values, shape, cancellation);
        } catch (OrtException e) {
            cancellation.check();
            throw new InferenceFailedException("model " + name + " failed", e);
        } finally {
            open.readLock().unlock();
        }
    }

    private List<Tensor> runOpen(FloatBuffer values, long[] shape, Cancellation cancellation) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
                OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            cancellation.enter(options);
            try (OrtSession.Result result = session.run(Map.of(input, tensor), options)) {
                return outputs(result);
            } finally {
                // INVARIANT: options leave before they are closed, or cancel() would touch freed memory.
                cancellation.leave(options);
            }
        }
    }

    private List<Tensor> outputs(OrtSession.Result result) {
        List<Tensor> outputs = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (!(output.getValue() instanceof OnnxTensor tensor)) {
                throw new InferenceFailedException("output " + output.getKey() + " of model " + name + " is no tensor");
            }
            outputs.add(new Tensor(output.getKey(), tensor.getInfo().getShape(), floats(tensor)));
        }
        return outputs;
    }

    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new InferenceFailedException("model " + name + " could not be unloaded", e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
