package dev.baton.models.image;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Containers that no ordinary writer makes. */
final class Encodings {
    private static final int SHORT = 3;

    private Encodings() {}

    /** A JPEG with an EXIF orientation right after its start. */
    static byte[] oriented(byte[] jpeg, int orientation) {
        return withExif(jpeg, exif(ByteOrder.BIG_ENDIAN, SHORT, orientation));
    }

    /** A JPEG with EXIF data right after its start. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        return Jpegs.withSegment(jpeg, 0xe1, joined("Exif\0\0".getBytes(US_ASCII), exif));
    }

    /** EXIF data of one entry: the orientation, one value of {@code type}, which is a number that TIFF gives to types. */
    static byte[] exif(ByteOrder order, int type, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) type).putInt(1);
        switch (type) {
            case 1, 6 -> tiff.put(18, (byte) orientation);
            case 3, 8 -> tiff.putShort(18, (short) orientation);
            default -> tiff.putInt(18, orientation);
        }
        return tiff.array();
    }

    /** A PNG with {@code chunk} right after its header. */
    static byte[] withChunk(byte[] png, String name, byte[] data) {
        ByteBuffer result = ByteBuffer.allocate(png.length + 12 + data.length);
        result.put(png, 0, 33);
        chunk(result, name, data);
        return result.put(png, 33, png.length - 33).array();
    }

    /** A WebP of the simple form in the extended one, with EXIF data. */
    static byte[] extended(byte[] webp, int width, int height, int flags, byte[] exif) {
        ByteBuffer result =
                ByteBuffer.allocate(webp.length + 18 + 8 + exif.length).order(ByteOrder.LITTLE_ENDIAN);
        result.put("RIFF".getBytes(US_ASCII)).putInt(result.capacity() - 8).put("WEBP".getBytes(US_ASCII));
        result.put("VP8X".getBytes(US_ASCII)).putInt(10).putInt(flags);
        result.putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0);
        result.put(webp, 12, webp.length - 12);
        return result.put("EXIF".getBytes(US_ASCII))
                .putInt(exif.length)
                .put(exif)
                .array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** A small PNG that claims to be of any size; its pixels are missing, its checksums are right. */
    static byte[] pngOf(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + 12);
        png.putLong(0x89504E470D0A1A0AL);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", new byte[0]);
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    /** A CMYK JPEG of one colour, without the marker of Adobe. */
    static byte[] cmyk(int width, int height, int... inverted) throws IOException {
        byte[] values = new byte[width * height * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) inverted[i % 4];
        }
        ComponentSampleModel model = new PixelInterleavedSampleModel(
                DataBuffer.TYPE_BYTE, width, height, 4, width * 4, new int[] {0, 1, 2, 3});
        WritableRaster raster = Raster.createWritableRaster(model, new DataBufferByte(values, values.length), null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] webp(int width, int height, int blue, int green, int red) {
        try (Scalar color = new Scalar(blue, green, red, 0);
                Mat picture = new Mat(height, width, opencv_core.CV_8UC3, color);
                BytePointer encoded = new BytePointer()) {
            opencv_imgcodecs.imencode(".webp", picture, encoded);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private static void chunk(ByteBuffer png, String name, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(US_ASCII));
        crc.update(data);
        png.putInt(data.length).put(name.getBytes(US_ASCII)).put(data).putInt((int) crc.getValue());
    }
}
