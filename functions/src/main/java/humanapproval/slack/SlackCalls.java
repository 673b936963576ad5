package humanapproval.slack;

import com.google.gson.JsonObject;
import humanapproval.channel.TryLaterException;
import humanapproval.json.JsonFields;
import humanapproval.json.MalformedException;
import humanapproval.lambda.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The way to Slack: the token, the pauses that it asks for, and what its answers mean. */
final class SlackCalls {

    private static final Duration CALL = Duration.ofSeconds(4);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration UNSAID = Duration.ofSeconds(30);
    private static final Set<String> BAD_TOKEN =
            Set.of("invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed");
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient http;
    private final Secret token;
    private final Clock clock;
    private final Map<String, Instant> pauses = new HashMap<>();

    static final class UnreachableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnreachableException(Exception cause) {
            super("Slack did not answer.", cause);
        }
    }

    SlackCalls(OkHttpClient http, Secret token, Clock clock) {
        this.http = http;
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

    /** The token, empty as long as nobody has filled it in. */
    String token() {
        return token.value().orElse("");
    }

    /** Drops connections: one that froze with the function can't be trusted, and none may be part of a snapshot. */
    void disconnect() {
        http.connectionPool().evictAll();
    }

    /**
     * What Slack answers. A pause that it asks for is kept for that method in that channel, as Slack counts (Slack's
     * page Rate limits).
     */
    JsonFields call(String api, String method, Map<String, String> arguments) {
        String counted = method + " " + arguments.getOrDefault("channel", "");
        Duration pause = Duration.between(clock.instant(), pauses.getOrDefault(counted, Instant.MIN));
        if (pause.isPositive()) {
            throw new TryLaterException("Slack has asked for a pause.", pause);
        }
        String current = token();
        JsonFields answer = once(api + method, counted, current, arguments);
        if (BAD_TOKEN.contains(error(answer))) {
            String renewed = token.valueInDoubt().orElse("");
            answer = renewed.equals(current) ? answer : once(api + method, counted, renewed, arguments);
        }
        if (!answer.flag("ok")) {
            throw new SlackErrorException(
                    error(answer), answer.optionalText("needed").orElse(""));
        }
        return answer;
    }

    private static String error(JsonFields answer) {
        return answer.optionalText("error").orElse("");
    }

    private JsonFields once(String url, String counted, String current, Map<String, String> arguments) {
        FormBody.Builder form = new FormBody.Builder();
        arguments.forEach(form::add);
        Request.Builder request = new Request.Builder().url(url).header("Authorization", "Bearer " + current);
        try (Response response =
                http.newCall(request.post(form.build()).build()).execute()) {
            if (response.code() == TOO_MANY_REQUESTS) {
                String after = response.header("Retry-After", "");
                Duration pause = after.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(after)) : UNSAID;
                pauses.put(counted, clock.instant().plus(pause));
                throw new TryLaterException("Slack asked for a pause.", pause);
            }
            if (!response.isSuccessful()) {
                throw new IOException("HTTP status " + response.code());
            }
            return JsonFields.parse(response.body().string(), "answer");
        } catch (IOException | MalformedException e) {
            throw new UnreachableException(e);
        }
    }

    /** Whether the response URL {@code url} takes {@code body}. */
    boolean respond(String url, JsonObject body) {
        try (Response response = http.newCall(new Request.Builder()
                        .url(url)
                        .post(RequestBody.create(body.toString(), JSON))
                        .build())
                .execute()) {
            return response.isSuccessful();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
