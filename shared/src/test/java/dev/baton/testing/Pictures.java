package dev.baton.testing;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small pictures of every kind that clients send, good and bad. */
public final class Pictures {
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return encoded(painted(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    public static byte[] png(int width, int height) {
        return encoded(painted(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    public static byte[] grayscaleJpeg() {
        return encoded(painted(64, 48, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
    }

    public static byte[] pngWithAlpha() {
        return encoded(painted(64, 48, BufferedImage.TYPE_INT_ARGB), "png");
    }

    /** Returns a PNG of 16 bits a channel. */
    public static byte[] deepPng() {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(64, 48);
        return encoded(new BufferedImage(model, raster, false, null), "png");
    }

    /** Returns a JPEG of the four channels that printers use. */
    public static byte[] cmykJpeg() {
        Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
        return written(writer("jpeg"), new IIOImage(raster, null, null));
    }

    /** Returns the first half of a JPEG. */
    public static byte[] truncatedJpeg() {
        byte[] whole = jpeg(640, 480);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** Returns a small valid PNG that says it has {@code width} × {@code height} pixels. */
    public static byte[] pngBomb(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        return joined(
                PNG_SIGNATURE,
                chunk("IHDR", header.array()),
                chunk("IDAT", deflated(new byte[100_000])),
                chunk("IEND", new byte[0]));
    }

    public static byte[] animatedGif() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = writer("gif");
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 3; frame++) {
                writer.writeToSequence(
                        new IIOImage(painted(64, 48 + frame, BufferedImage.TYPE_BYTE_INDEXED), null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns a PNG that says it is moving, and shows one picture to those who do not know what that is. */
    public static byte[] animatedPng() {
        byte[] still = png(64, 48);
        int afterHeader = PNG_SIGNATURE.length + 25;
        byte[] frames = ByteBuffer.allocate(8).putInt(2).putInt(0).array();
        return joined(
                Arrays.copyOf(still, afterHeader),
                chunk("acTL", frames),
                Arrays.copyOfRange(still, afterHeader, still.length));
    }

    /** Returns the first box of a HEIC file, which is all that tells one. */
    public static byte[] heic() {
        return branded("heic", "mif1", "heic");
    }

    /** Returns the first box of an ISO base media file, with its main brand and those that it is compatible with. */
    public static byte[] branded(String main, String... compatible) {
        return joined(
                ByteBuffer.allocate(4).putInt(16 + 4 * compatible.length).array(),
                ascii("ftyp" + main),
                new byte[4],
                ascii(String.join("", compatible)),
                new byte[64]);
    }

    /** Returns a WebP file whose first chunk is {@code kind} with {@code payload}. */
    public static byte[] webp(String kind, byte[] payload) {
        byte[] chunk = joined(ascii("WEBP"), ascii(kind), littleEndian(payload.length), payload);
        return joined(ascii("RIFF"), littleEndian(chunk.length), chunk);
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static BufferedImage painted(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) {
        return written(writer(format), new IIOImage(picture, null, null));
    }

    private static ImageWriter writer(String format) {
        return ImageIO.getImageWritersByFormatName(format).next();
    }

    private static byte[] written(ImageWriter writer, IIOImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] typed = joined(ascii(type), content);
        CRC32 checksum = new CRC32();
        checksum.update(typed);
        return joined(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                typed,
                ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
