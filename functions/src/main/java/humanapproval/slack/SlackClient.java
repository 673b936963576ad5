package humanapproval.slack;

import com.google.gson.JsonParseException;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.impl.MethodsClientImpl;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.http.SlackHttpClient;
import humanapproval.channel.TryLaterException;
import humanapproval.lambda.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The calls to Slack. Every method throws {@link SlackErrorException} when Slack refuses, {@link TryLaterException}
 * when it asks for time, {@link UnreachableException} when it does not answer: then nobody knows whether it was done.
 */
final class SlackClient {

    private static final Duration CALL = Duration.ofSeconds(4);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration UNSAID = Duration.ofSeconds(30);
    private static final Set<String> BAD_TOKEN =
            Set.of("invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed");

    private final SlackHttpClient http;
    private final Secret token;
    private final Clock clock;
    private final Map<String, Instant> pauses = new HashMap<>();
    private Optional<Workspace> workspace = Optional.empty();

    /** The workspace that a token belongs to. */
    record Workspace(String token, String team) {}

    /** What was posted. */
    record Posted(String ts, String app) {}

    /** Slack did not answer. */
    static final class UnreachableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnreachableException(Exception cause) {
            super("Slack did not answer.", cause);
        }
    }

    SlackClient(OkHttpClient http, Secret token, Clock clock) {
        this.http = new SlackHttpClient(http);
        this.http.setConfig(config());
        this.token = token;
        this.clock = clock;
    }

    /** Never tries again by itself: what was posted and not answered would be posted twice in silence. */
    static OkHttpClient.Builder http() {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .callTimeout(CALL);
    }

    private static SlackConfig config() {
        SlackConfig config = new SlackConfig();
        config.setStatsEnabled(false);
        return config;
    }

    /** Whether somebody has filled the token in. */
    boolean isConfigured() {
        return token.value().isPresent();
    }

    /** Drops connections: one that froze with the function can't be trusted, and none may be part of a snapshot. */
    void disconnect() {
        http.getOkHttpClient().connectionPool().evictAll();
    }

    /** The id of the workspace that the app is installed in. */
    String team(String api) {
        String current = token.value().orElse("");
        if (workspace.filter(known -> known.token().equals(current)).isEmpty()) {
            workspace = Optional.of(new Workspace(
                    current,
                    call(api, "auth.test", client -> client.authTest(request -> request))
                            .getTeamId()));
        }
        return workspace.get().team();
    }

    /** The id of the active person with that email. */
    Optional<String> userByEmail(String api, String email) {
        try {
            var user = call(
                            api,
                            "users.lookupByEmail",
                            client -> client.usersLookupByEmail(request -> request.email(email)))
                    .getUser();
            return user.isDeleted() || user.isBot() ? Optional.empty() : Optional.of(user.getId());
        } catch (SlackErrorException e) {
            if (e.meansNobody()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Posts to a channel or, where {@code thread} is not null, below that message. */
    Posted post(String api, String channel, String thread, Content content) {
        ChatPostMessageResponse response = withBlocks(
                content,
                blocks -> call(
                        api,
                        "chat.postMessage",
                        client -> client.chatPostMessage(request -> request.channel(channel)
                                .threadTs(thread)
                                .text(content.text())
                                .blocks(blocks)
                                .unfurlLinks(false)
                                .unfurlMedia(false))));
        String app =
                response.getMessage() == null ? null : response.getMessage().getAppId();
        return new Posted(response.getTs(), app == null ? "" : app);
    }

    /** Puts {@code content} in the place of what a message says. */
    void update(String api, String channel, String ts, Content content) {
        withBlocks(
                content,
                blocks -> call(
                        api,
                        "chat.update",
                        client -> client.chatUpdate(request -> request.channel(channel)
                                .ts(ts)
                                .text(content.text())
                                .blocks(blocks))));
    }

    /** Shows {@code text} to one person only: by the address that came with their press, else by their id. */
    void tell(String api, String responseUrl, String channel, String user, String text) {
        if (!responded(responseUrl, text)) {
            call(
                    api,
                    "chat.postEphemeral",
                    client -> client.chatPostEphemeral(
                            request -> request.channel(channel).user(user).text(text)));
        }
    }

    private boolean responded(String responseUrl, String text) {
        if (responseUrl.isEmpty()) {
            return false;
        }
        try (Response response = http.postJsonBody(responseUrl, new Note(text, "ephemeral", false))) {
            return response.isSuccessful();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The body for a response URL, in Slack's field names. */
    private record Note(String text, String response_type, boolean replace_original) {}

    private interface WithBlocks<R> {
        R call(List<LayoutBlock> blocks);
    }

    private static <R> R withBlocks(Content content, WithBlocks<R> call) {
        try {
            return call.call(content.blocks());
        } catch (SlackErrorException e) {
            if (e.isAboutBlocks() && !content.minimal().isEmpty()) {
                return call.call(content.minimal());
            }
            throw e;
        }
    }

    private interface Call<R> {
        R on(MethodsClient client) throws IOException, SlackApiException;
    }

    private <R extends SlackApiTextResponse> R call(String api, String method, Call<R> call) {
        Duration pause = Duration.between(clock.instant(), pauses.getOrDefault(method, Instant.MIN));
        if (pause.isPositive()) {
            throw new TryLaterException("Slack has asked for a pause.", pause);
        }
        String current = token.value().orElse("");
        R response = once(api, method, current, call);
        if (!response.isOk() && response.getError() != null && BAD_TOKEN.contains(response.getError())) {
            String renewed = token.valueInDoubt().orElse("");
            response = renewed.equals(current) ? response : once(api, method, renewed, call);
        }
        if (!response.isOk()) {
            throw new SlackErrorException(response.getError());
        }
        return response;
    }

    private <R extends SlackApiTextResponse> R once(String api, String method, String current, Call<R> call) {
        MethodsClientImpl client = new MethodsClientImpl(http, current);
        client.setEndpointUrlPrefix(api);
        try {
            return call.on(client);
        } catch (JsonParseException | NullPointerException e) {
            // The SDK reads an answer that is none, or is empty, so.
            throw new UnreachableException(e);
        } catch (SlackApiException e) {
            if (e.getResponse().code() != TOO_MANY_REQUESTS) {
                throw new UnreachableException(e);
            }
            String after = e.getResponse().header("Retry-After", "");
            Duration pause = after.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(after)) : UNSAID;
            pauses.put(method, clock.instant().plus(pause));
            throw new TryLaterException("Slack asked for a pause.", pause);
        } catch (IOException e) {
            throw new UnreachableException(e);
        }
    }
}
