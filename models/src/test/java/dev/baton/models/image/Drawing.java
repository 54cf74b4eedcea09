package dev.baton.models.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Pictures drawn for tests. */
public final class Drawing {
    private Drawing() {}

    public static BufferedImage picture(int width, int height, Consumer<Graphics2D> artist) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        artist.accept(graphics);
        graphics.dispose();
        return picture;
    }

    public static byte[] plain(int width, int height, Color color, String format) {
        return encoded(
                picture(width, height, graphics -> {
                    graphics.setColor(color);
                    graphics.fillRect(0, 0, width, height);
                }),
                format);
    }

    /** The left half red, the right half blue, the top left quarter white. */
    public static BufferedImage quarters(int width, int height) {
        return picture(width, height, graphics -> {
            graphics.setColor(Color.RED);
            graphics.fillRect(0, 0, width / 2, height);
            graphics.setColor(Color.BLUE);
            graphics.fillRect(width / 2, 0, width - width / 2, height);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width / 2, height / 2);
        });
    }

    /** Upright stripes of equal width. */
    public static BufferedImage stripes(int stripe, int height, Color... colours) {
        return picture(stripe * colours.length, height, graphics -> {
            for (int at = 0; at < colours.length; at++) {
                graphics.setColor(colours[at]);
                graphics.fillRect(at * stripe, 0, stripe, height);
            }
        });
    }

    /** Squares of random colours: sharp edges everywhere. */
    public static BufferedImage mosaic(int width, int height, int side) {
        Random random = new Random(7);
        return picture(width, height, graphics -> {
            for (int y = 0; y < height; y += side) {
                for (int x = 0; x < width; x += side) {
                    graphics.setColor(new Color(random.nextInt(1 << 24)));
                    graphics.fillRect(x, y, side, side);
                }
            }
        });
    }

    /** A bib in the middle of a field of soft colours. */
    public static BufferedImage bib(String number, int fontSize, double degrees, Color ink, Color paper) {
        int width = 1200;
        int height = 900;
        return picture(width, height, graphics -> {
            graphics.setColor(new Color(110, 130, 95));
            graphics.fillRect(0, 0, width, height);
            graphics.translate(width / 2, height / 2);
            graphics.rotate(Math.toRadians(degrees));
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, fontSize));
            int wide = graphics.getFontMetrics().stringWidth(number);
            graphics.setColor(paper);
            graphics.fillRect(-wide / 2 - fontSize / 2, -fontSize, wide + fontSize, 2 * fontSize);
            graphics.setColor(ink);
            graphics.drawString(number, -wide / 2, fontSize / 3);
        });
    }

    public static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
