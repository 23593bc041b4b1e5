package org.teshema.rest.scan;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.text.Language;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.trust.code.CodePrefix;

/** The engine's scan desk and action desk as one. */
@Component(service = Desk.class)
public final class EngineDesk implements Desk {
    private final ScanDesk scans;
    private final ActionDesk actions;
    private final CityKeys keys;

    /** Hands on to these. */
    @Activate
    public EngineDesk(@Reference ScanDesk scans, @Reference ActionDesk actions, @Reference CityKeys keys) {
        this.scans = scans;
        this.actions = actions;
        this.keys = keys;
    }

    @Override
    public CodePrefix prefix() {
        return keys.prefix();
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
    public Entry take(Actor actor, String codeId, String kind, String token, Map<String, ?> values) {
        return actions.take(actor, codeId, kind, token, values);
    }
}
