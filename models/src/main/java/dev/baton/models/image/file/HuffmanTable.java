package dev.baton.models.image.file;

/**
 * A table of Huffman codes (ITU-T T.81, annex C and F.1.2), as far as it tells how to get past them: each code says how many bits follow it
 * and how many coefficients it stands for. Codes of up to nine bits, which nearly all are, are looked up.
 */
final class HuffmanTable {
    static final int LOOKED_UP = 9;
    static final int LONGEST = 16;
    /** Of a code, at most one more than there are where it is not in the table, and what follows it. */
    static final int MOST_BITS = LONGEST + 1 + 15;

    private static final int SIXTEEN_ZEROS = 0xf0;
    private static final int REST_OF_BLOCK = 64;

    private final int[] lookup = new int[1 << LOOKED_UP];
    private final int[] largest = new int[LONGEST + 1];
    private final int[] offset = new int[LONGEST + 1];
    private final byte[] symbols;

    /** {@code counts}: how many codes there are of 1 to 16 bits. */
    HuffmanTable(int[] counts, byte[] symbols) {
        this.symbols = symbols.clone();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int count = counts[length - 1];
            offset[length] = index - code;
            for (int i = 0; i < count; i++) {
                prepare(code + i, length, step(length, symbols[index + i]));
            }
            largest[length] = count == 0 ? -1 : code + count - 1;
            index += count;
            code = (code + count) << 1;
        }
    }

    private void prepare(int code, int length, int step) {
        int free = LOOKED_UP - length;
        for (int i = 0; free >= 0 && i < 1 << free; i++) {
            // More codes than there can be are the decoder's to refuse.
            lookup[(code << free | i) & (1 << LOOKED_UP) - 1] = step;
        }
    }

    private static int step(int length, byte symbol) {
        int following = symbol & 15;
        int zeros = (symbol & 0xf0) >> 4;
        boolean isRest = following == 0 && (symbol & 0xff) != SIXTEEN_ZEROS;
        return length + following | (isRest ? REST_OF_BLOCK : zeros + 1) << 8;
    }

    static int bitsOf(int step) {
        return step & 0xff;
    }

    static int coefficientsOf(int step) {
        return step >> 8;
    }

    /** Returns the step of the code that nine {@code bits} begin with; 0 where it is longer. */
    int lookedUp(int bits) {
        return lookup[bits];
    }

    /** The same of sixteen. A code that is not in the table is one of 17 bits for the symbol 0, as for libjpeg. */
    int searched(int bits) {
        for (int length = LOOKED_UP + 1; length <= LONGEST; length++) {
            int code = bits >>> (LONGEST - length);
            if (code <= largest[length] && code + offset[length] >= 0) {
                return step(length, symbols[code + offset[length]]);
            }
        }
        return step(LONGEST + 1, (byte) 0);
    }
}
