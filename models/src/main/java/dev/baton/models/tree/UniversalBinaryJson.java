package dev.baton.models.tree;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads UBJSON (draft 12) as XGBoost writes it: objects without counts, arrays of known length. */
final class UniversalBinaryJson {
    private static final int DEEPEST = 32;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ByteBuffer in;

    private UniversalBinaryJson(byte[] content) {
        this.in = ByteBuffer.wrap(content);
    }

    /** Whether this is an object of UBJSON; one of JSON goes on with a quotation mark or a blank. */
    static boolean isFound(byte[] content) {
        return content.length > 1 && content[0] == '{' && "iUIlL".indexOf(content[1]) >= 0;
    }

    static JsonNode read(byte[] content) {
        UniversalBinaryJson reader = new UniversalBinaryJson(content);
        try {
            JsonNode root = reader.value(reader.in.get(), 0);
            if (reader.in.hasRemaining()) {
                throw bad("has " + reader.in.remaining() + " more bytes");
            }
            return root;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnreadableTreesException("the file is not whole: it is cut off", e);
        }
    }

    private JsonNode value(byte type, int depth) {
        return switch (type) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 'S' -> NODES.stringNode(text());
            case 'T', 'F' -> NODES.booleanNode(type == 'T');
            case 'Z' -> NODES.nullNode();
            case 'd' -> NODES.numberNode(in.getFloat());
            case 'D' -> NODES.numberNode(in.getDouble());
            default -> NODES.numberNode(integer(type));
        };
    }

    private JsonNode object(int depth) {
        require(depth);
        ObjectNode object = NODES.objectNode();
        while (in.get(in.position()) != '}') {
            String name = text();
            if (object.replace(name, value(in.get(), depth)) != null) {
                throw bad("has '" + name + "' twice");
            }
        }
        in.get();
        return object;
    }

    private JsonNode array(int depth) {
        require(depth);
        byte type = next('$') ? in.get() : 0;
        if (!next('#')) {
            throw bad("has an array without a length");
        }
        // Each item has one byte at least, so that no length can ask for more than the file holds.
        int count = length();
        ArrayNode array = NODES.arrayNode(count);
        for (int at = 0; at < count; at++) {
            array.add(value(type == 0 ? in.get() : type, depth));
        }
        return array;
    }

    private boolean next(char marker) {
        boolean found = in.get(in.position()) == marker;
        in.position(in.position() + (found ? 1 : 0));
        return found;
    }

    private String text() {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int length() {
        long length = integer(in.get());
        if (length < 0 || length > in.remaining()) {
            throw bad("has a length of " + length);
        }
        return (int) length;
    }

    private long integer(byte type) {
        return switch (type) {
            case 'i' -> in.get();
            case 'U' -> Byte.toUnsignedInt(in.get());
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw bad("has a value of type " + type);
        };
    }

    private static void require(int depth) {
        if (depth > DEEPEST) {
            throw bad("is nested too deeply");
        }
    }

    private static UnreadableTreesException bad(String what) {
        return new UnreadableTreesException("the file is not XGBoost's UBJSON: it " + what);
    }
}
