package org.teshema.trust.label;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.teshema.trust.label.PdfPageReader.NotUnderstood;

/** Reads the shapes and texts of an SVG label back, as far as labels need; whatever else could be drawn is refused. */
final class SvgReader {

    private static final XMLInputFactory XML = xml();
    private static final Pattern TRANSFORM =
            Pattern.compile("translate\\(([-0-9.]+) ([-0-9.]+)\\) scale\\(([-0-9.]+)\\)");
    private static final Pattern RECTANGLE =
            Pattern.compile("M([-0-9.]+) ([-0-9.]+)h([-0-9.]+)v([-0-9.]+)h([-0-9.]+)z");

    private SvgReader() {}

    /** Collects what an SVG draws. */
    static void read(InputStream in, LabelDesign design, DrawnLabel label) throws NotUnderstood {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(in, "UTF-8");
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    element(xml, design, label);
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new NotUnderstood("text that is not XML: " + e.getMessage());
        } catch (NumberFormatException e) {
            throw new NotUnderstood("a malformed number: " + e.getMessage());
        }
    }

    private static void element(XMLStreamReader xml, LabelDesign design, DrawnLabel label)
            throws NotUnderstood, XMLStreamException {
        switch (xml.getLocalName()) {
            case "svg" -> {
                String size = "0 0 %s %s".formatted(plain(design.width()), plain(design.height()));
                boolean trueSize =
                        plain(attribute(xml, "width").replace("mm", "")).equals(plain(design.width()))
                                && attribute(xml, "viewBox").equals(size);
                if (!trueSize) {
                    throw new NotUnderstood("a drawing that is not " + size + " mm");
                }
            }
            case "g" -> plainGroup(xml);
            case "title" -> xml.getElementText();
            case "rect" -> {
                double x = number(xml, "x");
                double y = number(xml, "y");
                boolean dark = dark(attribute(xml, "fill"));
                label.rectangle(x, y, x + number(xml, "width"), y + number(xml, "height"), dark);
            }
            case "text" -> {
                double x = number(xml, "x");
                double y = number(xml, "y");
                label.text(xml.getElementText(), x, y);
            }
            case "path" -> path(attribute(xml, "transform"), attribute(xml, "d"), label);
            default -> throw new NotUnderstood("the element " + xml.getLocalName());
        }
    }

    private static void plainGroup(XMLStreamReader xml) throws NotUnderstood {
        if (xml.getAttributeValue(null, "transform") != null) {
            throw new NotUnderstood("a group that is moved or turned");
        }
    }

    private static void path(String transform, String data, DrawnLabel label) throws NotUnderstood {
        Matcher place = TRANSFORM.matcher(transform);
        if (!place.matches()) {
            throw new NotUnderstood("the transform " + transform);
        }
        double left = Double.parseDouble(place.group(1));
        double top = Double.parseDouble(place.group(2));
        double scale = Double.parseDouble(place.group(3));
        Matcher rectangle = RECTANGLE.matcher(data);
        int end = 0;
        while (rectangle.find() && rectangle.start() == end) {
            end = rectangle.end();
            double x = left + scale * Double.parseDouble(rectangle.group(1));
            double y = top + scale * Double.parseDouble(rectangle.group(2));
            double width = scale * Double.parseDouble(rectangle.group(3));
            double height = scale * Double.parseDouble(rectangle.group(4));
            if (!rectangle.group(5).equals("-" + rectangle.group(3))) {
                throw new NotUnderstood("a path that is no rectangle");
            }
            label.rectangle(x, y, x + width, y + height, true);
        }
        if (end != data.length()) {
            throw new NotUnderstood("a path of other things than rectangles");
        }
    }

    /** Whether a colour counts as dark for a reader. */
    private static boolean dark(String colour) throws NotUnderstood {
        String hex = colour.length() == 4 ? colour.replaceAll("([0-9a-f])", "$1$1") : colour;
        if (!hex.matches("#[0-9a-f]{6}")) {
            throw new NotUnderstood("the colour " + colour);
        }
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return 0.3 * (rgb >> 16 & 0xFF) + 0.59 * (rgb >> 8 & 0xFF) + 0.11 * (rgb & 0xFF) < 128;
    }

    private static double number(XMLStreamReader xml, String name) throws NotUnderstood {
        return Double.parseDouble(attribute(xml, name));
    }

    private static String attribute(XMLStreamReader xml, String name) throws NotUnderstood {
        return Optional.ofNullable(xml.getAttributeValue(null, name))
                .orElseThrow(() -> new NotUnderstood("a " + xml.getLocalName() + " without " + name));
    }

    private static String plain(double value) {
        return plain(String.format(Locale.ROOT, "%.4f", value));
    }

    private static String plain(String number) {
        return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
