package org.teshema.rest.codes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.Balance;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Counts;
import org.teshema.engine.codes.DistrictBalance;
import org.teshema.engine.codes.HolderBalance;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;

/** Where all codes are: made = in stock + in transit + claimed + bound + replaced + revoked + spoiled. */
@Component(service = RestResource.class)
@Path("/api/v1/balance")
@Produces(MediaType.APPLICATION_JSON)
public final class BalanceResource implements RestResource {
    private final Balances balances;

    /** Those sums. */
    @Activate
    public BalanceResource(@Reference Balances balances) {
        this.balances = balances;
    }

    /**
     * How many codes are where; every code is counted once.
     *
     * @param inStock with their holder
     * @param inTransit offered to the next holder, not yet accepted
     * @param claimed with a using unit, not yet bound
     * @param bound posted on a device, suspended ones included
     * @param suspended of the bound ones, those whose use is interrupted
     * @param replaced another code has taken their place
     * @param revoked withdrawn for good
     * @param spoiled written off before they were bound
     */
    public record CountsJson(
            long inStock,
            long inTransit,
            long claimed,
            long bound,
            long suspended,
            long replaced,
            long revoked,
            long spoiled) {
        static CountsJson of(Counts counts) {
            return new CountsJson(
                    counts.inStock(),
                    counts.inTransit(),
                    counts.claimed(),
                    counts.bound(),
                    counts.suspended(),
                    counts.replaced(),
                    counts.revoked(),
                    counts.spoiled());
        }
    }

    /**
     * The holders of one district together.
     *
     * @param district its id
     * @param made codes made by them
     * @param received codes they accepted
     * @param handedOn codes accepted from them
     * @param codes where the codes are that they answer for
     * @param balances whether both sides agree
     */
    public record DistrictJson(
            String district, long made, long received, long handedOn, CountsJson codes, boolean balances) {
        static DistrictJson of(DistrictBalance balance) {
            return new DistrictJson(
                    balance.district(),
                    balance.made(),
                    balance.received(),
                    balance.handedOn(),
                    CountsJson.of(balance.codes()),
                    balance.balances());
        }
    }

    /**
     * What one organisation answers for.
     *
     * @param holder the organisation
     * @param kind what it is
     * @param district its district
     * @param made codes it made
     * @param received codes it accepted
     * @param handedOn codes that others accepted from it
     * @param codes where the codes are that it holds or gave out
     * @param balances whether both sides agree
     */
    public record HolderJson(
            PartyJson holder,
            OrganisationKind kind,
            String district,
            long made,
            long received,
            long handedOn,
            CountsJson codes,
            boolean balances) {
        static HolderJson of(HolderBalance balance) {
            return new HolderJson(
                    PartyJson.of(balance.holder()),
                    balance.kind(),
                    balance.district(),
                    balance.made(),
                    balance.received(),
                    balance.handedOn(),
                    CountsJson.of(balance.codes()),
                    balance.balances());
        }
    }

    /**
     * The balance within the asker's scope.
     *
     * @param made codes made
     * @param codes where they are
     * @param districts by district of the holder
     * @param holders by holder
     */
    public record BalanceJson(long made, CountsJson codes, List<DistrictJson> districts, List<HolderJson> holders) {
        static BalanceJson of(Balance balance) {
            return new BalanceJson(
                    balance.made(),
                    CountsJson.of(balance.codes()),
                    balance.districts().stream().map(DistrictJson::of).toList(),
                    balance.holders().stream().map(HolderJson::of).toList());
        }
    }

    /** The balance of the asker's scope, at this moment. */
    @GET
    public BalanceJson get(@Context Call call) {
        return BalanceJson.of(balances.of(call.actor()));
    }
}
