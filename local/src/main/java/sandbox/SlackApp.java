package sandbox;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The app as it is installed: its scopes, and the channels that it is in, which is every one that it did not leave. */
public final class SlackApp {
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private volatile List<String> scopes = List.of();

    /** Installs the app with these scopes. */
    public void install(List<String> scopes) {
        this.scopes = List.copyOf(scopes);
    }

    List<String> scopes() {
        return scopes;
    }

    public void leave(String channel) {
        left.add(channel);
    }

    public void join(String channel) {
        left.remove(channel);
    }

    boolean isOutOf(String channel) {
        return left.contains(channel);
    }
}
