package org.teshema.api.posting;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * How the label of one device is posted.
 *
 * @param labelTitle the title printed on the label: 上海智慧电梯 for lifts, 特种设备码 for the rest
 * @param positions the permitted positions, the preferred one first; never empty
 * @param widthMm label width in millimetres, 30 to 300
 * @param heightMm label height in millimetres, 30 to 300
 * @param material what it is made of
 * @param advice what the person posting it should mind
 */
public record Posting(
        String labelTitle, List<Position> positions, int widthMm, int heightMm, Text material, Optional<Text> advice) {
    public Posting {
        Objects.requireNonNull(labelTitle, "labelTitle");
        positions = List.copyOf(positions);
        if (positions.isEmpty()) {
            throw new IllegalArgumentException("A posting needs at least one permitted position");
        }
        if (widthMm < 30 || widthMm > 300 || heightMm < 30 || heightMm > 300) {
            throw new IllegalArgumentException("A label measures 30 to 300 mm a side, not " + widthMm + "x" + heightMm);
        }
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(advice, "advice");
    }

    /** The permitted position of that name. */
    public Optional<Position> position(String name) {
        return positions.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
