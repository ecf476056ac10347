package lab.comparison.bench;

import java.util.Locale;

/** The few shapes that the charts consist of, with every text escaped. */
final class Svg {

    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    void line(double x1, double y1, double x2, double y2, String attributes) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>", x1, y1, x2,
                y2, attributes);
    }

    void bar(double x, double y, double barWidth, double barHeight, String attributes) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s/>", x, y,
                barWidth, barHeight, attributes);
    }

    void curve(String points, String attributes) {
        add("<polyline points=\"%s\" fill=\"none\" %s/>", points, attributes);
    }

    /** {@code anchor}: start, middle or end, of which {@code x} is the place. */
    void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor,
                escape(text));
    }

    void define(String definition) {
        add("<defs>%s</defs>", definition);
    }

    private void add(String format, Object... arguments) {
        shapes.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n%s</svg>%n"
                .formatted(width, height, escape(title), shapes);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
