package org.teshema.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.teshema.engine.gate.Plugins;

/** Completes the names of the plugins at the gate. */
@Service
public final class PluginNames implements Completer {
    @Reference
    Plugins plugins;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        var names = new StringsCompleter();
        plugins.all().forEach(one -> names.getStrings().add(one.name()));
        return names.complete(session, line, candidates);
    }
}
