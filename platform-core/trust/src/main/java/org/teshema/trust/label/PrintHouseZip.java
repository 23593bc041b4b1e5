package org.teshema.trust.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The parcel for a print house: one SVG a label, a CSV list that ties file, number and code together, and instructions.
 * The same input gives the same bytes.
 */
public final class PrintHouseZip {

    static final String LIST = "labels.csv";
    static final String INSTRUCTIONS = "README.txt";

    private final LabelDesign design;

    public PrintHouseZip(LabelDesign design) {
        this.design = design;
    }

    /** The names of the SVG files of a parcel, in the order of its labels. */
    static List<String> entries(int firstSerial, List<LabelText> labels) {
        List<String> names = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            String number = labels.get(i).number().replaceAll("[^0-9A-Za-z]", "");
            names.add("svg/%06d-%s.svg".formatted(firstSerial + i, number));
        }
        return names;
    }

    /**
     * Writes one parcel.
     *
     * @param out receives the file; stays open
     * @throws IOException if {@code out} does not take it
     * @throws PrintFailed if a label cannot be drawn
     */
    public void write(String batch, LocalDate date, int firstSerial, List<LabelText> labels, OutputStream out)
            throws IOException {
        List<String> names = entries(firstSerial, labels);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        entry(zip, INSTRUCTIONS, date, instructions(batch, firstSerial, labels.size()));
        StringBuilder list = new StringBuilder("\uFEFFserial,number,title,url,file\r\n");
        for (int i = 0; i < labels.size(); i++) {
            LabelText label = labels.get(i);
            list.append(firstSerial + i).append(',');
            list.append(quoted(label.number())).append(',');
            list.append(quoted(label.title())).append(',');
            list.append(quoted(label.codeUrl())).append(',');
            list.append(names.get(i)).append("\r\n");
        }
        entry(zip, LIST, date, list.toString());
        for (int i = 0; i < labels.size(); i++) {
            entry(zip, names.get(i), date, SvgLabel.draw(design, labels.get(i)));
        }
        zip.finish();
    }

    private String instructions(String batch, int firstSerial, int count) {
        return """
                特种设备码标牌 · 批次 %s · 第 %d 至 %d 枚

                制作要求：%s。
                成品尺寸 %s × %s 毫米，按原大制作，不得缩放、拉伸或改变二维码的颜色与四周留白。
                svg 目录中每枚标牌一个文件；labels.csv 列出序号、短号、标题、码内容与文件名，编码 UTF-8。
                字体未嵌入 SVG（依次选用 Open Sans、Droid Sans Fallback 等）；需要与样张完全一致时请使用 PDF。

                Labels %d to %d of batch %s
                Make: 3M adhesive on the back, 1.5 mm clear acrylic in front. Finished size %s x %s mm, true size; do not
                scale, stretch, recolour the symbol or cut into the light border around it.
                One SVG a label; labels.csv ties serial, number, title, code and file together (UTF-8).
                """.formatted(
                        batch,
                        firstSerial,
                        firstSerial + count - 1,
                        PdfSheets.PRODUCTION_NOTE,
                        PdfSheets.plain(design.width()),
                        PdfSheets.plain(design.height()),
                        firstSerial,
                        firstSerial + count - 1,
                        batch,
                        PdfSheets.plain(design.width()),
                        PdfSheets.plain(design.height()));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    private static void entry(ZipOutputStream zip, String name, LocalDate date, String content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(date.atStartOfDay());
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
