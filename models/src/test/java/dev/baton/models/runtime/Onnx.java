package dev.baton.models.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A model of one input, written by hand as ONNX's protobuf messages. Dimensions of -1 are free. */
public final class Onnx {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FLOATS = 1;
    private static final int INTEGERS = 7;
    private static final int FIXED = 5;
    private static final String TREES = "ai.onnx.ml";
    private static final int INTEGER_ATTRIBUTE = 2;
    private static final int NUMBERS_ATTRIBUTE = 6;
    private static final int TEXTS_ATTRIBUTE = 8;
    private static final int INTEGERS_ATTRIBUTE = 7;

    private final Message graph = new Message().add(2, "graph");

    /** A chain of element-wise operators of one input each, such as Relu, on a tensor of any shape with this many dimensions. */
    public static ByteBuffer chain(String operator, int length, int dimensions) {
        long[] free = new long[dimensions];
        Arrays.fill(free, -1);
        Onnx model = new Onnx().input("x", free);
        for (int i = 0; i < length; i++) {
            model.node(operator, i == length - 1 ? "y" : "t" + (i + 1), i == 0 ? "x" : "t" + i);
        }
        return model.output("y", free).model();
    }

    public Onnx input(String name, long... shape) {
        graph.add(11, value(name, shape));
        return this;
    }

    public Onnx output(String name, long... shape) {
        graph.add(12, value(name, shape));
        return this;
    }

    public Onnx node(String operator, String to, String... from) {
        return node(operator, new Attributes(), to, from);
    }

    public Onnx node(String operator, Attributes attributes, String to, String... from) {
        Message node = new Message();
        for (String one : from) {
            node.add(1, one);
        }
        graph.add(1, node.add(2, to).add(4, operator).add(attributes.fields));
        return this;
    }

    public Onnx constant(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return initializer(name, FLOATS, raw.array(), shape);
    }

    public Onnx constant(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return initializer(name, INTEGERS, raw.array(), values.length);
    }

    private Onnx initializer(String name, int type, byte[] raw, long... shape) {
        Message tensor = new Message();
        for (long size : shape) {
            tensor.add(1, size);
        }
        graph.add(5, tensor.add(2, type).add(8, name).add(9, raw));
        return this;
    }

    /** The file's content. */
    public ByteBuffer model() {
        Message version = new Message().add(1, "").add(2, 13);
        Message ofTrees = new Message().add(1, TREES).add(2, 3);
        return ByteBuffer.wrap(new Message()
                .add(1, 8)
                .add(7, graph)
                .add(8, version)
                .add(8, ofTrees)
                .bytes());
    }

    private static Message value(String name, long... dimensions) {
        Message shape = new Message();
        for (int i = 0; i < dimensions.length; i++) {
            Message one = new Message();
            shape.add(1, dimensions[i] < 0 ? one.add(2, name + i) : one.add(1, dimensions[i]));
        }
        Message tensor = new Message().add(1, FLOATS).add(2, shape);
        return new Message().add(1, name).add(2, new Message().add(1, tensor));
    }

    /** What an operator is told besides its inputs. */
    public static final class Attributes {
        private final Message fields = new Message();

        public Attributes integer(String name, long value) {
            fields.add(5, new Message().add(1, name).add(3, value).add(20, INTEGER_ATTRIBUTE));
            return this;
        }

        public Attributes integers(String name, long... values) {
            return several(name, INTEGERS_ATTRIBUTE, attribute -> {
                for (long value : values) {
                    attribute.add(8, value);
                }
            });
        }

        public Attributes numbers(String name, float... values) {
            return several(name, NUMBERS_ATTRIBUTE, attribute -> {
                for (float value : values) {
                    attribute.add(7, value);
                }
            });
        }

        public Attributes texts(String name, String... values) {
            return several(name, TEXTS_ATTRIBUTE, attribute -> {
                for (String value : values) {
                    attribute.add(9, value);
                }
            });
        }

        private Attributes several(String name, int type, Consumer<Message> values) {
            Message attribute = new Message().add(1, name);
            values.accept(attribute);
            fields.add(5, attribute.add(20, type));
            return this;
        }

        /** Says that the operator is one of ONNX's extension for trees. */
        public Attributes ofTrees() {
            fields.add(7, TREES);
            return this;
        }
    }

    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message add(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message add(int field, float value) {
            varint((long) field << 3 | FIXED);
            out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message add(int field, String value) {
            return add(field, value.getBytes(UTF_8));
        }

        Message add(int field, Message value) {
            return add(field, value.bytes());
        }

        /** Takes over all fields of another. */
        Message add(Message fields) {
            out.writeBytes(fields.bytes());
            return this;
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
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
