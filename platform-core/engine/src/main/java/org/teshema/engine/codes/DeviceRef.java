package org.teshema.engine.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * What giving out and binding must know of a device.
 *
 * @param id its identity
 * @param category its node of the catalogue
 * @param district the district that supervises it
 * @param status where it stands in its life
 * @param usingUnit who uses it
 * @param boundNumber short number of the code bound to it
 */
record DeviceRef(
        long id,
        CatalogueCode category,
        String district,
        DeviceStatus status,
        Optional<Long> usingUnit,
        Optional<Long> boundNumber) {
    /** The device, if the actor may see it. */
    static Optional<DeviceRef> find(UnitOfWork unit, Access access, Actor actor, long id) {
        return find(unit, access, actor, id, 0);
    }

    /** The device with the code that one of its code posts bears; 0 for its own. */
    static Optional<DeviceRef> find(UnitOfWork unit, Access access, Actor actor, long id, int post) {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        List<Object> parameters = new ArrayList<>();
        parameters.add(post);
        parameters.add(id);
        parameters.addAll(scope.parameters());
        return unit.jdbc(connection -> {
            try (var select =
                    connection.prepareStatement("select d.category, d.district, d.status, d.using_unit_id, c.number"
                            + " from device d"
                            + " left join code c on c.bound_device_id = d.id and c.post = ? where d.id = ? and "
                            + scope.sql())) {
                Sql.bind(select, parameters.toArray());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new DeviceRef(
                                    id,
                                    new CatalogueCode(row.getString("category")),
                                    row.getString("district"),
                                    DeviceStatus.valueOf(row.getString("status")),
                                    Optional.ofNullable(row.getObject("using_unit_id", Long.class)),
                                    Optional.ofNullable(row.getObject("number", Long.class))))
                            : Optional.empty();
                }
            }
        });
    }

    /** Refuses a device that another unit uses. */
    void requireUsedBy(long unit, String field) {
        if (!usingUnit.equals(Optional.of(unit))) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "设备 " + id + " 的使用单位不是该单位；请核对设备与使用单位。",
                    "Device " + id + " is not used by that unit. Please check the device and its using unit.");
        }
    }

    /** Refuses a device that has a code already or needs none any more. */
    void requireFree() {
        if (status == DeviceStatus.SCRAPPED) {
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "device",
                    "设备 " + id + " 已报废，不再贴码。",
                    "Device " + id + " is scrapped and gets no code.");
        }
        if (boundNumber.isPresent()) {
            throw taken(boundNumber.get());
        }
    }

    private Problem taken(long number) {
        return Problem.inField(
                ProblemType.ALREADY_BOUND,
                "device",
                "设备 " + id + " 已绑定码 " + number + "；一台设备只绑一枚码，损坏或遗失请办理换码。",
                "Device " + id + " is bound to code " + number
                        + " already. A device has one code; if it is damaged or lost, replace it.");
    }
}
