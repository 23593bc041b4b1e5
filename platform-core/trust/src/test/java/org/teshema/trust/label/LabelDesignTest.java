package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.Correction;
import org.teshema.trust.symbol.QrSymbol;

class LabelDesignTest {

    @Test
    void aSignedCodeHasModulesOfAtLeastThreeQuartersOfAMillimetreOnTheStandardLabel() {
        QrSymbol symbol = QrSymbol.encode("https://s.sh.gov.cn/t/" + "7".repeat(198), Correction.Q);
        assertEquals(51 / 57.0, LabelDesign.standard().module(symbol), 1e-9);
        assertEquals(35 / 57.0, LabelDesign.small().module(symbol), 1e-9);
        assertTrue(LabelDesign.standard().module(symbol) >= 0.75);
    }

    @Test
    void aDesignWithoutRoomForTheNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LabelDesign(60, 66, 12, 51, 0.5, Correction.Q, "", ""));
        assertThrows(IllegalArgumentException.class, () -> new LabelDesign(50, 90, 12, 51, 0.5, Correction.Q, "", ""));
    }

    @Test
    void nothingOfALabelStandsInTheQuietZone() {
        for (LabelDesign design : List.of(LabelDesign.standard(), LabelDesign.small())) {
            LabelText text = new LabelText("上海智慧电梯", "1234 5678 9012 3", "x", List.of("一", "二"));
            LabelArt art = LabelArt.of(design, text);
            Box symbol = design.symbolBox();
            Box plate = new Box(0, 0, design.width(), design.height());
            assertTrue(LabelArt.band(design).bottom() <= symbol.y());
            art.shared().forEach(line -> assertOutside(line, symbol, plate));
            assertOutside(art.number(), symbol, plate);
        }
    }

    @Test
    void nineLabelsFitAnA4PageAndNoneOverlap() {
        SheetLayout layout = SheetLayout.a4(LabelDesign.standard());
        assertEquals(9, layout.perPage());
        assertEquals(2, layout.pages(10));
        for (int i = 0; i < 9; i++) {
            Box one = layout.cell(i);
            assertTrue(new Box(0, 0, 210, 297).encloses(one));
            for (int j = 0; j < i; j++) {
                Box other = layout.cell(j);
                assertFalse(one.overlaps(other.x(), other.y(), other.right(), other.bottom()));
            }
        }
        assertEquals(16, SheetLayout.a4(LabelDesign.small()).perPage());
    }

    @Test
    void theFontHasTheNamesOfDistrictsEquipmentAndPositions() {
        LabelFont font = LabelFont.get();
        for (String text : List.of(
                "黄浦徐汇长宁静安普陀虹口杨浦闵行宝山嘉定浦东新区金山松江青浦奉贤崇明区市场监督管理局",
                "中国（上海）自由贸易试验区临港新片区 市局执法总队化工区支队",
                "场（厂）内专用机动车辆 桅杆式起重机 曳引驱动 轿厢 氧舱 锅炉 客运索道 大型游乐设施 压力管道",
                "泾浜泗泖塘桥淞漕庄鼍 堃喆珺",
                "0123456789 ABCxyz - # · “：” ① 1.5 m² ≤ 20 °C".replace("①", ""))) {
            font.requirePrintable(text, "name");
        }
        assertThrows(PrintFailed.class, () -> font.requirePrintable("零℃", "line"));
        assertThrows(PrintFailed.class, () -> font.requirePrintable("a\nb", "line"));
    }

    @Test
    void blankOrOverfullLabelsAndUnprintableBatchNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LabelText(" ", "1", "x"));
        assertThrows(IllegalArgumentException.class, () -> new LabelText("a", "1", "x", List.of("1", "2", "3")));
        LocalDate day = LocalDate.of(2026, 1, 1);
        for (String name : List.of("", "../x", "批次", "x".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> PrintOrder.sheets(name, day, LabelDesign.small()));
        }
        assertThrows(IllegalArgumentException.class, () -> new PrintOrder("B", day, LabelDesign.small(), Set.of()));
    }

    private static void assertOutside(LabelArt.Line line, Box symbol, Box plate) {
        double width = LabelFont.get().width(line.text(), line.size());
        Box box = new Box(line.x(), line.y() - line.size() * 0.8, width, line.size());
        assertTrue(plate.encloses(box), line.toString());
        assertFalse(symbol.overlaps(box.x(), box.y(), box.right(), box.bottom()), line.toString());
    }
}
