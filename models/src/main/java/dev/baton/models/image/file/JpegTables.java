package dev.baton.models.image.file;

import java.util.HashMap;
import java.util.Map;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The Huffman tables of a JPEG at one place in it. Frames of films leave out the standard's (ITU-T T.81, K.3), which count then. */
final class JpegTables {
    private static final int COUNTS = 16;
    private static final int AC = 0x10;
    private static final HuffmanTable EMPTY = new HuffmanTable(new int[COUNTS], new byte[0]);

    /** By class and number, as the segment has them in one byte. */
    private final Map<Integer, HuffmanTable> tables = new HashMap<>();

    JpegTables() {
        tables.put(0, standard(JPEGHuffmanTable.StdDCLuminance));
        tables.put(1, standard(JPEGHuffmanTable.StdDCChrominance));
        tables.put(AC, standard(JPEGHuffmanTable.StdACLuminance));
        tables.put(AC | 1, standard(JPEGHuffmanTable.StdACChrominance));
    }

    private static HuffmanTable standard(JPEGHuffmanTable table) {
        int[] counts = new int[COUNTS];
        short[] lengths = table.getLengths();
        for (int i = 0; i < lengths.length; i++) {
            counts[i] = lengths[i];
        }
        byte[] values = new byte[table.getValues().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) table.getValues()[i];
        }
        return new HuffmanTable(counts, values);
    }

    /** Reads the tables of one segment. */
    void read(FileBytes bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int[] counts = new int[COUNTS];
            int all = 0;
            for (int i = 0; i < COUNTS; i++) {
                counts[i] = bytes.u8(at + 1 + i);
                all += counts[i];
            }
            byte[] values = new byte[all];
            for (int i = 0; i < all; i++) {
                values[i] = (byte) bytes.u8(at + 1 + COUNTS + i);
            }
            tables.put(bytes.u8(at), new HuffmanTable(counts, values));
            at += 1 + COUNTS + all;
        }
    }

    HuffmanTable dc(int number) {
        return tables.getOrDefault(number, EMPTY);
    }

    HuffmanTable ac(int number) {
        return tables.getOrDefault(AC | number, EMPTY);
    }
}
