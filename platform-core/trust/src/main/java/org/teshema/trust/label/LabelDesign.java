package org.teshema.trust.label;

import java.util.Objects;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.Correction;
import org.teshema.trust.symbol.QrSymbol;

/**
 * The measures and standing lines of a label, all lengths in millimetres of the finished plate.
 *
 * <p>From top to bottom: a coloured band with the title, the symbol with its quiet zone, the number, the lines.
 *
 * @param width of the plate
 * @param height of the plate
 * @param band height of the title band
 * @param symbolEdge edge of the symbol's square, quiet zone of 4 modules on each side included
 * @param smallestModule the least module edge; a code that would be drawn finer is refused. Reading distance in metres ≈
 *     module edge in millimetres, twice that with a good phone
 * @param correction how much of the symbol may be damaged
 * @param cityLine who answers for the label; blank for none
 * @param emergencyLine whom to call; blank for none
 */
public record LabelDesign(
        double width,
        double height,
        double band,
        double symbolEdge,
        double smallestModule,
        Correction correction,
        String cityLine,
        String emergencyLine) {

    static final double MARGIN = 2;

    public LabelDesign {
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(cityLine, "cityLine");
        Objects.requireNonNull(emergencyLine, "emergencyLine");
        require(width >= 20 && width <= 400 && height >= 20 && height <= 400, "plate must measure 20 to 400 mm");
        require(band >= 5 && symbolEdge >= 10, "band must be at least 5 mm and symbol at least 10 mm");
        require(symbolEdge <= width, "symbol must not be wider than the plate");
        require(band + symbolEdge + MARGIN * 2 < height, "symbol must leave room for the number below it");
        require(smallestModule >= 0.25, "smallest module must be at least 0.25 mm, or phones cannot read it");
    }

    /** 60 x 80 mm for lift cars, boilers, cranes and the like: read from about a metre. */
    public static LabelDesign standard() {
        return new LabelDesign(60, 80, 12.5, 51, 0.75, Correction.Q, "上海市市场监督管理局", "紧急救援请拨打 110");
    }

    /** 40 x 55 mm for parts of a set and narrow places: read from an arm's length. */
    public static LabelDesign small() {
        return new LabelDesign(40, 55, 8, 35, 0.5, Correction.Q, "上海市市场监督管理局", "紧急救援请拨打 110");
    }

    /** The same label with other standing lines. */
    public LabelDesign withLines(String city, String emergency) {
        return new LabelDesign(width, height, band, symbolEdge, smallestModule, correction, city, emergency);
    }

    /** Where the symbol with its quiet zone lies on the plate, from the upper left corner. */
    Box symbolBox() {
        return new Box((width - symbolEdge) / 2, band, symbolEdge, symbolEdge);
    }

    /**
     * The module edge of a symbol in this design.
     *
     * @throws PrintFailed if it is below the smallest allowed
     */
    double module(QrSymbol symbol) {
        int modules = symbol.size() + 2 * QrSymbol.QUIET_ZONE;
        double module = symbolEdge / modules;
        if (module < smallestModule) {
            throw new PrintFailed(
                    PrintFailed.Reason.TEXT,
                    "码内容过长：版本 %d 的二维码每个模块仅 %.2f 毫米，至少应为 %.2f 毫米，请用更大的标牌或更短的前缀"
                            .formatted(symbol.version(), module, smallestModule),
                    "the code is too long: version %d would have modules of %.2f mm, at least %.2f mm are needed; use a larger label or a shorter prefix"
                            .formatted(symbol.version(), module, smallestModule));
        }
        return module;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("标牌尺寸无效 / invalid label design: the " + rule);
        }
    }
}
