package org.teshema.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.Function;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.ShellUtil;

/** Karaf's own shell with our commands in it and an operator who types: arguments, help and errors are the real ones. */
final class Console implements AutoCloseable {
    private static final List<Class<?>> OURS = List.of(
            CodeClasses.class,
            PluginNames.class,
            StatusCommand.class,
            BalanceCommand.class,
            BatchMakeCommand.class,
            ScanCommand.class,
            PluginsCommand.class,
            RulesCommand.class,
            ReplayCommand.class,
            DemoCityCommand.class,
            SecondFactorResetCommand.class);

    // One for the machine: it stands before System.out.
    private static final ThreadIOImpl THREADS = threads();

    private final SessionFactoryImpl factory;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Session session;

    /** A console whose commands find these services. */
    Console(Object... services) {
        factory = new Words();
        for (Object service : services) {
            factory.getRegistry().register(service);
        }
        var commands = new ManagerImpl(factory.getRegistry(), factory.getRegistry());
        OURS.forEach(commands::register);
        var out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /** What an operator reads after typing that line. */
    String typed(String line) {
        shown.reset();
        try {
            session.execute(line);
        } catch (Exception e) {
            // As the console does it: one line for a mistake, a stack trace for what nobody foresaw.
            ShellUtil.logException(session, e);
        }
        session.getConsole().flush();
        // Colours are for the eye.
        return shown.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[;\\d]*m", "");
    }

    /** What the tabulator key offers after these words, the last one unfinished. */
    List<String> offered(String command, String... words) {
        var candidates = new ArrayList<String>();
        var line = new ArrayList<>(List.of("teshema:" + command));
        line.addAll(List.of(words));
        command(command).getCompleter(true).complete(session, new Typed(line), candidates);
        // The terminal drops those that begin otherwise.
        String begun = line.get(line.size() - 1);
        return candidates.stream()
                .map(String::strip)
                .filter(one -> one.startsWith(begun))
                .toList();
    }

    Command command(String name) {
        return factory.getRegistry().getCommand("teshema", name);
    }

    List<Command> commands() {
        return factory.getRegistry().getCommands().stream()
                .filter(one -> one.getScope().equals("teshema"))
                .toList();
    }

    @Override
    public void close() {
        session.close();
        factory.stop();
    }

    private static ThreadIOImpl threads() {
        var threads = new ThreadIOImpl();
        threads.start();
        return threads;
    }

    /** Hands typed words on as strings, as Karaf's secured factory does in the container. */
    private static final class Words extends SessionFactoryImpl {
        Words() {
            super(THREADS);
        }

        @Override
        protected Function wrap(Command command) {
            Function wrapped = super.wrap(command);
            return (session, words) -> {
                words.replaceAll(word -> word instanceof Token ? word.toString() : word);
                return wrapped.execute(session, words);
            };
        }
    }

    /** A line with the cursor at its end. */
    private record Typed(List<String> words) implements CommandLine {
        @Override
        public int getCursorArgumentIndex() {
            return words.size() - 1;
        }

        @Override
        public String getCursorArgument() {
            return words.get(words.size() - 1);
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words.toArray(String[]::new);
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }
}
