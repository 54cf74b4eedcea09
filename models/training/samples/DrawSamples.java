import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Draws the sample photos that the demonstration sends: race scenes of 1280×960 pixels from fixed seeds.
 * Run: java models/training/samples/DrawSamples.java models/samples
 */
class DrawSamples {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;

    private record Scene(String name, long seed, List<String> numbers, boolean blurred) {}

    private static final List<Scene> SCENES = List.of(
            new Scene("start", 11, List.of("101", "2048", "77"), false),
            new Scene("bridge", 12, List.of("1534"), false),
            new Scene("park", 13, List.of("318", "9041"), false),
            new Scene("finish", 14, List.of("42"), false),
            new Scene("panning", 15, List.of("666"), true),
            new Scene("empty-road", 16, List.of(), false));

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Scene scene : SCENES) {
            BufferedImage photo = draw(scene);
            write(scene.blurred() ? smear(photo) : photo, folder.resolve(scene.name() + ".jpg"));
        }
    }

    private static BufferedImage draw(Scene scene) {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = photo.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Random random = new Random(scene.seed());
        background(pen, random);
        int count = scene.numbers().size();
        for (int place = 0; place < count; place++) {
            double x = WIDTH * (place + 0.5) / count + random.nextInt(40) - 20;
            AffineTransform before = pen.getTransform();
            double size = 0.8 + 0.2 * random.nextDouble();
            pen.translate(x, 130 + random.nextInt(40));
            pen.scale(size, size);
            runner(pen, random, scene.numbers().get(place));
            pen.setTransform(before);
        }
        pen.dispose();
        noise(photo, random);
        return photo;
    }

    private static void background(Graphics2D pen, Random random) {
        pen.setPaint(new GradientPaint(0, 0, new Color(120, 170, 225), 0, 420, new Color(215, 230, 240)));
        pen.fillRect(0, 0, WIDTH, 430);
        for (int tree = 0; tree < 26; tree++) {
            int x = random.nextInt(WIDTH);
            int radius = 40 + random.nextInt(60);
            pen.setColor(new Color(30 + random.nextInt(40), 90 + random.nextInt(60), 40 + random.nextInt(30)));
            pen.fill(new Ellipse2D.Double(x - radius, 330 - radius, radius * 2, radius * 2));
        }
        for (int spectator = 0; spectator < 60; spectator++) {
            int x = random.nextInt(WIDTH);
            pen.setColor(new Color(random.nextInt(200), random.nextInt(200), random.nextInt(200)));
            pen.fill(new RoundRectangle2D.Double(x, 390, 26, 70, 14, 14));
            pen.setColor(skin(random));
            pen.fill(new Ellipse2D.Double(x + 4, 368, 18, 22));
        }
        pen.setPaint(new GradientPaint(0, 430, new Color(120, 120, 122), 0, HEIGHT, new Color(80, 80, 84)));
        pen.fillRect(0, 430, WIDTH, HEIGHT - 430);
        pen.setColor(new Color(235, 235, 225));
        pen.setStroke(new BasicStroke(9));
        for (int stripe = 0; stripe < 6; stripe++) {
            pen.draw(new Line2D.Double(80 + stripe * 240, 700, 150 + stripe * 240, 700));
        }
    }

    private static void runner(Graphics2D pen, Random random, String number) {
        Color skin = skin(random);
        Color shirt = Color.getHSBColor(random.nextFloat(), 0.75f, 0.75f);
        limb(pen, new Color(30, 30, 40), 46, -30, 470, -60, 610, -20, 760);
        limb(pen, new Color(30, 30, 40), 46, 30, 470, 75, 590, 120, 690);
        limb(pen, skin, 34, -95, 190, -150, 300, -90, 380);
        limb(pen, skin, 34, 95, 190, 160, 280, 140, 190);
        pen.setColor(shirt);
        pen.fill(new RoundRectangle2D.Double(-110, 150, 220, 340, 70, 70));
        pen.setColor(skin);
        pen.fill(new RoundRectangle2D.Double(-26, 110, 52, 60, 20, 20));
        head(pen, random, skin);
        bib(pen, random, number);
    }

    private static void head(Graphics2D pen, Random random, Color skin) {
        pen.setColor(new Color(40 + random.nextInt(60), 25 + random.nextInt(30), 15));
        pen.fill(new Ellipse2D.Double(-58, -22, 116, 120));
        pen.setColor(skin);
        pen.fill(new Ellipse2D.Double(-50, -6, 100, 130));
        pen.setColor(Color.WHITE);
        pen.fill(new Ellipse2D.Double(-34, 40, 24, 14));
        pen.fill(new Ellipse2D.Double(10, 40, 24, 14));
        pen.setColor(new Color(50, 35, 25));
        pen.fill(new Ellipse2D.Double(-27, 41, 11, 12));
        pen.fill(new Ellipse2D.Double(17, 41, 11, 12));
        pen.setStroke(new BasicStroke(4));
        pen.draw(new Line2D.Double(-38, 32, -12, 30));
        pen.draw(new Line2D.Double(12, 30, 38, 32));
        pen.setColor(skin.darker());
        pen.draw(new Line2D.Double(0, 50, -6, 74));
        pen.setColor(new Color(150, 60, 60));
        pen.fill(new Ellipse2D.Double(-20, 90, 40, 11));
    }

    private static void bib(Graphics2D pen, Random random, String number) {
        AffineTransform before = pen.getTransform();
        pen.rotate(Math.toRadians(random.nextInt(9) - 4), 0, 300);
        pen.shear((random.nextDouble() - 0.5) * 0.08, 0);
        pen.setColor(new Color(250, 250, 246));
        pen.fill(new RoundRectangle2D.Double(-100, 215, 200, 150, 8, 8));
        pen.setColor(Color.getHSBColor(random.nextFloat(), 0.8f, 0.6f));
        pen.fillRect(-100, 215, 200, 26);
        pen.setColor(new Color(20, 20, 24));
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, number.length() > 3 ? 66 : 82));
        int width = pen.getFontMetrics().stringWidth(number);
        pen.drawString(number, -width / 2, 335);
        pen.setColor(Color.GRAY);
        for (int pin = 0; pin < 4; pin++) {
            pen.fill(new Ellipse2D.Double(pin % 2 == 0 ? -96 : 88, pin < 2 ? 246 : 352, 8, 8));
        }
        pen.setTransform(before);
    }

    private static void limb(Graphics2D pen, Color colour, int width, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int at = 2; at < points.length; at += 2) {
            path.lineTo(points[at], points[at + 1]);
        }
        pen.setColor(colour);
        pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(path);
    }

    private static Color skin(Random random) {
        double light = 0.45 + 0.5 * random.nextDouble();
        return new Color((int) (240 * light), (int) (195 * light), (int) (165 * light));
    }

    private static void noise(BufferedImage photo, Random random) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int shift = (int) (random.nextGaussian() * 4);
                int pixel = photo.getRGB(x, y);
                int red = shifted(pixel >> 16, shift);
                int green = shifted(pixel >> 8, shift);
                photo.setRGB(x, y, red << 16 | green << 8 | shifted(pixel, shift));
            }
        }
    }

    private static int shifted(int channel, int shift) {
        return Math.max(0, Math.min(255, (channel & 0xff) + shift));
    }

    private static BufferedImage smear(BufferedImage photo) {
        float[] row = new float[31];
        Arrays.fill(row, 1f / row.length);
        return new ConvolveOp(new Kernel(row.length, 1, row), ConvolveOp.EDGE_NO_OP, null).filter(photo, null);
    }

    private static void write(BufferedImage photo, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam quality = writer.getDefaultWriteParam();
        quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        quality.setCompressionQuality(0.8f);
        Files.deleteIfExists(file);
        try (var stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(photo, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}
