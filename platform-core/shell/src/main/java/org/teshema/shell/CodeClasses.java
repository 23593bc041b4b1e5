package org.teshema.shell;

import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.teshema.trust.keys.CodeClass;

/** Completes the occasions codes are made for. */
@Service
public final class CodeClasses implements Completer {
    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        var words = new StringsCompleter(
                Arrays.stream(CodeClass.values()).map(CodeClass::name).toList());
        return words.complete(session, commandLine, candidates);
    }
}
