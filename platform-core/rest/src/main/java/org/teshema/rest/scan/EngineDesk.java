package org.teshema.rest.scan;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.scan.Taking;
import org.teshema.trust.code.CodePrefix;

/** The engine's scan desk and action desk as one. */
@Component(service = {Desk.class, Emergency.class})
public final class EngineDesk implements Desk {
    private final ScanDesk scans;
    private final ActionDesk actions;
    private final Accounts accounts;
    private final CityKeys keys;
    private final Photos photos;

    /** Hands on to these. */
    @Activate
    public EngineDesk(
            @Reference ScanDesk scans,
            @Reference ActionDesk actions,
            @Reference Accounts accounts,
            @Reference CityKeys keys,
            @Reference Photos photos) {
        this.scans = scans;
        this.actions = actions;
        this.accounts = accounts;
        this.keys = keys;
        this.photos = photos;
    }

    @Override
    public CodePrefix prefix() {
        return keys.prefix();
    }

    @Override
    public List<Phone> emergency() {
        return scans.emergency();
    }

    @Override
    public ScanAnswer scan(String text, Optional<Actor> actor, Language language) {
        return scans.scan(text, actor, language);
    }

    @Override
    public ScanAnswer rehearse(String text, Language language) {
        return scans.rehearse(text, language);
    }

    @Override
    public ScanAnswer byNumber(String typed, String client, Optional<Actor> actor, Language language) {
        return scans.byNumber(typed, client, actor, language);
    }

    @Override
    public Entry take(Taking asked) {
        return actions.take(asked);
    }

    @Override
    public Optional<Entry> earlier(Actor actor, String codeId, String token) {
        return actions.earlier(Optional.of(actor), codeId, token);
    }

    @Override
    public String keep(Actor actor, byte[] photo) {
        return photos.add(actor, photo);
    }

    @Override
    public Actor prove(String login, String password, String client) {
        return accounts.prove(login, password, client);
    }
}
