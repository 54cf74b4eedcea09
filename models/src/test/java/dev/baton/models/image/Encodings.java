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
    private Encodings() {}

    /** A JPEG with an EXIF orientation right after its start. */
    static byte[] oriented(byte[] jpeg, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.BIG_ENDIAN);
        tiff.put("MM".getBytes(US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1); // One entry: orientation, of type SHORT, one value.
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        tiff.putShort((short) 0).putInt(0);
        byte[] exif = "Exif\0\0".getBytes(US_ASCII);
        int length = 2 + exif.length + tiff.capacity();
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + 2 + length);
        result.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) length);
        return result.put(exif).put(tiff.array()).put(jpeg, 2, jpeg.length - 2).array();
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

    /** A CMYK JPEG of one colour, with the marker of Adobe, whose values are inverted. */
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
