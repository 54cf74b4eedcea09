package dev.baton.models.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class OnnxModelTest {
    private static final long[] PAIR = {1, 2};
    private final InferenceEngine engine = new InferenceEngine(InferenceSettings.defaults());

    @Test
    void modelRunsOnTheBufferItIsGiven() {
        try (OnnxModel model = engine.load("relu", Onnx.chain("Relu", 1, 2))) {
            Tensor output = model.run(floats(-1, 3), PAIR, Cancellation.none()).get(0);

            assertThat(output.name()).isEqualTo("y");
            assertThat(output.shape()).containsExactly(1, 2);
            assertThat(output.values()).containsExactly(0, 3);
            assertThat(model.provider()).isEqualTo(Provider.CPU);
        }
    }

    @Test
    void gpuThatIsNotThereFallsBackToTheCpu() {
        InferenceSettings settings = new InferenceSettings(true, 0, 1, 1);

        try (OnnxModel model = new InferenceEngine(settings).load("relu", Onnx.chain("Relu", 1, 2))) {
            assertThat(model.run(floats(5, -5), PAIR, Cancellation.none())
                            .get(0)
                            .values())
                    .containsExactly(5, 0);
        }
    }

    @Test
    @Timeout(120)
    void runUnderWayIsCancelledFromAnotherThread() throws Exception {
        long[] large = {16, 1 << 18};
        FloatBuffer input = buffer(16 << 18);
        Cancellation cancellation = new Cancellation();
        try (OnnxModel model = engine.load("slow", Onnx.chain("Sin", 2000, 2))) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> model.run(input, large, cancellation));
            await().until(cancellation::isRunning);
            cancellation.cancel();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                    .withCauseInstanceOf(InferenceCancelledException.class);
        }
    }

    @Test
    void cancelledWorkDoesNotStart() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        try (OnnxModel model = engine.load("relu", Onnx.chain("Relu", 1, 2))) {
            assertThatExceptionOfType(InferenceCancelledException.class)
                    .isThrownBy(() -> model.run(floats(1, 2), PAIR, cancellation));
        }
    }

    @Test
    void cancellationOfOneTaskLeavesTheNextAlone() {
        Cancellation first = new Cancellation();
        try (OnnxModel model = engine.load("relu", Onnx.chain("Relu", 1, 2))) {
            model.run(floats(1, 2), PAIR, first);
            first.cancel();

            assertThat(model.run(floats(1, 2), PAIR, Cancellation.none())).hasSize(1);
        }
    }

    @Test
    void closedModelRefuses() {
        OnnxModel model = engine.load("relu", Onnx.chain("Relu", 1, 2));
        model.close();
        model.close();

        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> model.run(floats(1, 2), PAIR, Cancellation.none()))
                .withMessageContaining("relu is closed");
    }

    @Test
    void inputOfAnotherShapeFailsWithTheNameOfTheModel() {
        try (OnnxModel model = engine.load("relu", Onnx.chain("Relu", 1, 2))) {
            assertThatExceptionOfType(InferenceFailedException.class)
                    .isThrownBy(() -> model.run(floats(1, 2), new long[] {2}, Cancellation.none()))
                    .withMessageContaining("relu failed");
        }
    }

    @Test
    void fileThatIsNoModelIsRefused() {
        assertThatExceptionOfType(InferenceFailedException.class)
                .isThrownBy(() -> engine.load("noise", ByteBuffer.wrap(new byte[] {1, 2, 3})))
                .withMessageContaining("noise cannot be loaded");
    }

    /** On cores that others want, too, it costs several times the time: of that which the run takes, and of theirs. */
    @Test
    void threadsNeverSpinWhileTheyWait() throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            engine.configure(options, Provider.CPU);

            assertThat(options.getConfigEntries())
                    .containsEntry("session.intra_op.allow_spinning", "0")
                    .containsEntry("session.inter_op.allow_spinning", "0");
        }
    }

    @Test
    void settingsHaveDefaultsAndLimits() {
        assertThat(InferenceSettings.defaults()).isEqualTo(new InferenceSettings(false, 0, 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InferenceSettings(false, -1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InferenceSettings(false, 0, 0, 1));
    }

    @Test
    void tensorRefusesValuesThatDoNotFillItsShape() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tensor("y", PAIR, new float[3]));
    }

    private static FloatBuffer floats(float... values) {
        return buffer(values.length).put(values).flip();
    }

    private static FloatBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(4 * size)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
