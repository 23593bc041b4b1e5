package org.teshema.engine.sheet;

import java.util.Optional;
import java.util.stream.Stream;

/** A form in which a table leaves the platform. */
public enum SheetForm {
    /** Comma-separated, UTF-8 with a byte order mark. */
    CSV("csv", "text/csv; charset=utf-8"),
    /** A workbook of one sheet. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String suffix;
    private final String mediaType;

    SheetForm(String suffix, String mediaType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
    }

    /** What the name of a file of this form ends in, without the dot. */
    public String suffix() {
        return suffix;
    }

    /** Its {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** The form whose files end so. */
    public static Optional<SheetForm> of(String suffix) {
        return Stream.of(values()).filter(form -> form.suffix.equals(suffix)).findFirst();
    }
}
