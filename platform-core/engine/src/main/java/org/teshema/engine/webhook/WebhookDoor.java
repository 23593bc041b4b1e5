package org.teshema.engine.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.app.Http;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.outgoing.Origin;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;

/**
 * The way out for messages of organisations: to the places the operator lists, by the same gateway and within the same limits as that of
 * apps, but by a list of its own. Shut unless the configuration opens it. Thread-safe.
 */
@Component(service = WebhookDoor.class, configurationPid = "org.teshema.webhook")
public final class WebhookDoor implements AutoCloseable {
    private static final int LONGEST = 500;

    private final Gateway gateway;
    private final String home;

    /** Configuration {@code org.teshema.webhook}. */
    public @interface Config {
        /** Places in the world that organisations may have messages sent to, such as {@code https://hook.example.cn/}. */
        String[] allowed() default {};

        /** Places on this machine or in networks of the city's own that they may as well. */
        String[] inside() default {};

        /** The platform's own address, without which links in messages are paths. */
        String home() default "";
    }

    /** A way out to what is configured. */
    @Activate
    public WebhookDoor(Config config, @Reference CityClock clock) {
        this(Gateway.of("org.teshema.webhook", config.allowed(), config.inside(), clock), config.home());
    }

    /** A way out by that gateway, which is closed together with this. */
    public static WebhookDoor of(Gateway gateway, String home) {
        return new WebhookDoor(gateway, home);
    }

    private WebhookDoor(Gateway gateway, String home) {
        this.gateway = gateway;
        this.home = home.strip().replaceFirst("/+$", "");
    }

    /** Whether there is any place to send to. */
    public boolean isOpen() {
        return gateway.isOpen();
    }

    /** A link to that path of the platform. */
    String link(String path) {
        return home + path;
    }

    /** The way out of one organisation, with limits of its own. */
    Http of(long organisation) {
        return gateway.of("webhook:" + organisation, Optional.empty());
    }

    /**
     * The address somebody typed.
     *
     * @throws Problem INVALID where it is none, or leads where the operator lets nobody send
     */
    URI address(String typed) {
        String text = typed.strip();
        URI uri = uri(text)
                .filter(WebhookDoor::isPlain)
                .orElseThrow(() -> wrong(
                        "请填写完整的 https:// 地址，不带用户名和 # 部分，最多 " + LONGEST + " 个字符。",
                        "Give a whole address with https://, without a user and without a # part, of at most " + LONGEST
                                + " characters."));
        if (!gateway.lists(Origin.of(uri))) {
            throw wrong(
                    "平台没有开放发往 " + Origin.of(uri) + " 的推送；请联系市局的运维人员登记该地址。",
                    "The platform sends nothing to " + Origin.of(uri)
                            + ". Ask those who run it for the city to list it.");
        }
        return uri;
    }

    private static Optional<URI> uri(String text) {
        try {
            return text.length() > LONGEST ? Optional.empty() : Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(URI uri) {
        return uri.getScheme() != null
                && uri.getScheme().matches("(?i)https?")
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && uri.toString().chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static Problem wrong(String zh, String en) {
        return Problem.inField(ProblemType.INVALID, "address", zh, en);
    }

    @Override
    @Deactivate
    public void close() {
        gateway.close();
    }
}
