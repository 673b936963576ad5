package sandbox;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every mail that the stack delivered, whoever it was for, oldest first. Safe for use by several threads. */
public final class Inbox {
    private final List<Mail> mails = new ArrayList<>();

    /** What has been delivered so far. */
    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** What has been delivered so far and is like this. */
    public List<Mail> mails(Predicate<Mail> like) {
        return mails().stream().filter(like).toList();
    }

    /** The first mail to this address that holds this text, in its subject or body, waiting for it up to a minute. */
    public Mail await(String to, String text) {
        return await(
                mail -> mail.to().equals(to) && (mail.subject() + "\n" + mail.body()).contains(text),
                Duration.ofMinutes(1));
    }

    /** The first mail like this, waiting for it as long as allowed; then it throws and says what there was instead. */
    public Mail await(Predicate<Mail> like, Duration limit) {
        return new Patience(limit)
                .await(
                        () -> mails().stream().filter(like).findFirst(),
                        () -> "No such mail. Delivered: "
                                + mails().stream()
                                        .map(mail -> mail.to() + ": " + mail.subject())
                                        .collect(Collectors.joining("; ")));
    }

    /** Takes one mail from the emulator. */
    void receive(HttpExchange exchange) throws IOException {
        var mail = Mail.from(JsonParser.parseString(FrontDoor.body(exchange)).getAsJsonObject());
        synchronized (this) {
            mails.add(mail);
        }
        exchange.sendResponseHeaders(204, -1);
    }
}
