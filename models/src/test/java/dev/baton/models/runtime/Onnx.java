package dev.baton.models.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Models of one input and one output written by hand, as ONNX's protobuf messages. */
public final class Onnx {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FLOAT = 1;

    private Onnx() {}

    /** A chain of element-wise operators of one input each, such as Relu, on a tensor of any shape with this many dimensions. */
    public static ByteBuffer chain(String operator, int length, int dimensions) {
        Message graph = new Message();
        for (int i = 0; i < length; i++) {
            String from = i == 0 ? "x" : "t" + i;
            String to = i == length - 1 ? "y" : "t" + (i + 1);
            graph.add(1, new Message().add(1, from).add(2, to).add(4, operator));
        }
        graph.add(2, "chain").add(11, value("x", dimensions)).add(12, value("y", dimensions));
        Message version = new Message().add(1, "").add(2, 13);
        return ByteBuffer.wrap(
                new Message().add(1, 8).add(7, graph).add(8, version).bytes());
    }

    private static Message value(String name, int dimensions) {
        Message shape = new Message();
        for (int i = 0; i < dimensions; i++) {
            shape.add(1, new Message().add(2, "d" + i));
        }
        Message tensor = new Message().add(1, FLOAT).add(2, shape);
        return new Message().add(1, name).add(2, new Message().add(1, tensor));
    }

    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message add(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message add(int field, String value) {
            return add(field, value.getBytes(UTF_8));
        }

        Message add(int field, Message value) {
            return add(field, value.bytes());
        }

        private Message add(int field, byte[] value) {
            varint((long) field << 3 | BYTES);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest > 0x7F) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
