package org.teshema.engine.codes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Optional;
import org.teshema.trust.symbol.SymbolReader;
import org.teshema.trust.symbol.SymbolReading;

/** Reads the symbol in a photo of a label. Nothing of the photo is kept. Stateless. */
public final class LabelPicture {
    /** What a decoder needs of a label that fills the picture; more costs time. */
    private static final int LONGEST = 1600;

    private LabelPicture() {}

    /**
     * What the symbol says; empty where none is found.
     *
     * @throws org.teshema.engine.problem.Problem INVALID where it is no photo, as {@link Photos#add}
     */
    public static Optional<String> read(byte[] photo) {
        return PhotoCheck.decoded(photo, LabelPicture::symbol);
    }

    private static Optional<String> symbol(BufferedImage image) {
        double scale = Math.min(1, (double) LONGEST / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = gray.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        canvas.dispose();
        byte[] pixels = ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
        return new SymbolReader().read(pixels, width, height).map(SymbolReading::text);
    }
}
