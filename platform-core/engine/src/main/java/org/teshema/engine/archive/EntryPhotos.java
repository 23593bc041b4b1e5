package org.teshema.engine.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.engine.store.Sql;

/** The photos that an entry names: from then on they stay, and what their cameras said stands in the entry. Stateless. */
final class EntryPhotos {
    private EntryPhotos() {}

    /**
     * The values with the fields that are filled from photos, and with no others of these.
     *
     * @throws org.teshema.engine.problem.Problem INVALID in the field whose photo is not there
     */
    static Values use(Connection connection, EntryKind kind, Values values) throws SQLException {
        var all = new HashMap<>(values.byName());
        all.keySet().removeIf(kind::isFromPhoto);
        for (Field field : kind.fields()) {
            Optional<String> digest = values.text(field.name());
            if (field.type() instanceof FieldType.Photo && digest.isPresent()) {
                use(connection, kind, field, digest.get(), all);
            }
        }
        return all.equals(values.byName()) ? values : new Values(all);
    }

    private static void use(Connection connection, EntryKind kind, Field field, String digest, Map<String, Object> all)
            throws SQLException {
        // Before it is looked for: one that is let go in this very moment is then not there any more.
        try (var update = connection.prepareStatement("update photo set used = true where digest = ? and not used")) {
            Sql.bind(update, digest);
            update.executeUpdate();
        }
        try (var select = connection.prepareStatement("select taken, place from photo where digest = ?")) {
            Sql.bind(select, digest);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw FieldCheck.invalid(
                            field.name(),
                            "“" + field.title().zh() + "”引用的照片不存在，请先上传照片。",
                            field.title().en() + " names a photo that is not there. Upload the photo first.");
                }
                put(kind, field.name() + FieldType.Photo.TAKEN, row.getString("taken"), all);
                put(kind, field.name() + FieldType.Photo.PLACE, row.getString("place"), all);
            }
        }
    }

    private static void put(EntryKind kind, String name, String said, Map<String, Object> all) {
        if (said != null && kind.field(name).isPresent()) {
            all.put(name, said);
        }
    }
}
