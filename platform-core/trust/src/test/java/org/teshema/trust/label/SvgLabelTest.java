package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SvgLabelTest {

    @TempDir
    Path folder;

    @Test
    void zbarReadsTheLabelInThePictureThatLibrsvgMakes() throws Exception {
        for (LabelDesign design : List.of(LabelDesign.standard(), LabelDesign.small())) {
            for (LabelText label : SampleLabels.labels(3)) {
                Path svg = Files.writeString(folder.resolve("label.svg"), SvgLabel.draw(design, label));
                // zbar now and then overlooks a symbol; a phone, too, looks more than once.
                Set<String> read = new TreeSet<>();
                for (String dpi : List.of("200", "300", "400")) {
                    Tool.run(folder, "rsvg-convert", "-d", dpi, "-p", dpi, "-o", "label.png", svg.toString());
                    read.addAll(Tool.zbar(folder, folder.resolve("label.png")));
                }
                assertEquals(Set.of(label.codeUrl()), read);
            }
        }
    }

    @Test
    void measuresAreMillimetresAndTextsAreTexts() {
        LabelText label = SampleLabels.label("A<B>&码", List.of("1 号梯"));
        String svg = SvgLabel.draw(LabelDesign.standard(), label);
        assertTrue(svg.contains("width=\"60mm\" height=\"80mm\" viewBox=\"0 0 60 80\""), svg);
        assertTrue(svg.contains(">A&lt;B&gt;&amp;码</text>"), svg);
        assertTrue(svg.contains(">" + label.number() + "</text>"), svg);
        assertTrue(svg.contains(">1 号梯</text>"), svg);
        assertTrue(svg.contains("font-family=\"'Open Sans','Droid Sans Fallback'"), svg);
    }
}
