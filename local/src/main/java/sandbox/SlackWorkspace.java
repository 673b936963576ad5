package sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A look-alike of one Slack workspace with the product's app in it. Safe for use by several threads. */
public final class SlackWorkspace {
    /** The ids that Slack would have given. */
    public static final String TEAM = "T0LOCAL000";

    public static final String APP = "A0LOCAL000";
    public static final String CHANNEL = "C0APPROVALS";

    static final String BOT_TOKEN = "xoxb-local-bot-token";
    static final String SIGNING_SECRET = "0123456789abcdef0123456789abcdef";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
    private final List<SlackPerson> people = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<String> channels = new HashSet<>(Set.of(CHANNEL));
    private final Set<String> archived = new HashSet<>();
    private final SlackFaults faults = new SlackFaults();
    private int count;

    /**
     * What only one person sees.
     *
     * @param ts the message that it is about, empty where that was not told
     */
    public record Note(String user, String ts, String text) {}

    SlackWorkspace() {
        add("approver", Sandbox.APPROVER);
        add("bob", "bob@example.com");
        add("carol", "carol@example.com");
        add("ana", "ana@example.com");
        add("guest", "");
    }

    /** Adds a member; an empty email is one that the workspace does not tell. */
    public synchronized SlackPerson add(String name, String email) {
        return add(name, email, TEAM);
    }

    synchronized SlackPerson add(String name, String email, String team) {
        var person = new SlackPerson("U0LOCAL%03d".formatted(people.size()), team, name, email);
        people.add(person);
        return person;
    }

    synchronized void addChannel(String id) {
        channels.add(id);
    }

    synchronized void archive(String channel) {
        archived.add(channel);
    }

    synchronized void delete(SlackMessage message) {
        messages.remove(message.ts());
    }

    public synchronized List<SlackPerson> people() {
        return List.copyOf(people);
    }

    /** The member of that name. */
    public SlackPerson person(String name) {
        return people().stream()
                .filter(person -> person.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    SlackFaults faults() {
        return faults;
    }

    /** All that stands in any channel, oldest first. */
    public synchronized List<SlackMessage> messages() {
        return List.copyOf(messages.values());
    }

    /** Below that message. */
    public List<SlackMessage> thread(SlackMessage message) {
        return messages().stream()
                .filter(reply -> reply.thread().equals(Optional.of(message.ts())))
                .toList();
    }

    synchronized List<Note> notes() {
        return List.copyOf(notes);
    }

    /** The name of the member with that id; the id itself where there is none. */
    String name(String id) {
        return people().stream()
                .filter(person -> person.id().equals(id))
                .map(SlackPerson::name)
                .findFirst()
                .orElse(id);
    }

    /** The message as people read it, with their names in it. */
    String read(SlackMessage message) {
        var text = message.read();
        for (var person : people()) {
            text = text.replace("@" + person.id(), "@" + person.name());
        }
        return text;
    }

    /** What that person alone was told. */
    public synchronized List<String> notes(SlackPerson person) {
        return notes.stream()
                .filter(note -> note.user().equals(person.id()))
                .map(Note::text)
                .toList();
    }

    /** As it is now. */
    public synchronized SlackMessage now(SlackMessage message) {
        return messages.get(message.ts());
    }

    /** The first message, not in a thread, that reads like this, waiting for it up to a minute. */
    public SlackMessage await(String text) {
        return await(message -> message.thread().isEmpty() && message.read().contains(text));
    }

    /** The first message like this, waiting for it up to a minute; then it throws and says what there was instead. */
    public synchronized SlackMessage await(Predicate<SlackMessage> like) {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var found = messages.values().stream().filter(like).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SandboxException("No such message in Slack within " + LIMIT.toSeconds() + " s. There are: "
                        + messages.values().stream().map(SlackMessage::text).collect(Collectors.joining("; ")));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }

    synchronized SlackMessage post(String channel, Optional<String> thread, String text, String blocks) {
        reachable(channel);
        if (thread.isPresent() && !messages.containsKey(thread.get())) {
            throw new SlackRefusal("thread_not_found");
        }
        var ts = "%d.%06d".formatted(Instant.now().getEpochSecond(), ++count);
        return keep(new SlackMessage(channel, ts, thread, text, checked(text, blocks), 0, "", Instant.now()));
    }

    synchronized SlackMessage update(String channel, String ts, String text, String blocks) {
        reachable(channel);
        var before = messages.get(ts);
        if (before == null || !before.channel().equals(channel)) {
            throw new SlackRefusal("message_not_found");
        }
        return keep(new SlackMessage(
                channel, ts, before.thread(), text, checked(text, blocks), before.edits() + 1, "", Instant.now()));
    }

    synchronized void note(String user, String ts, String text) {
        if (text.isEmpty()) {
            throw new SlackRefusal("no_text");
        }
        notes.add(new Note(user, ts, text));
        notifyAll();
    }

    /** Slack's sign that the app did not answer a press in time, or with an error. */
    synchronized void warn(SlackMessage pressed, String warning) {
        messages.computeIfPresent(
                pressed.ts(),
                (ts, message) -> new SlackMessage(
                        message.channel(),
                        ts,
                        message.thread(),
                        message.text(),
                        message.blocks(),
                        message.edits(),
                        warning,
                        message.changedAt()));
    }

    JsonObject userByEmail(String email) {
        var person = people().stream()
                .filter(each -> !email.isEmpty()
                        && each.team().equals(TEAM)
                        && each.email().equals(email))
                .findFirst()
                .orElseThrow(() -> new SlackRefusal("users_not_found"));
        var user = new JsonObject();
        user.addProperty("id", person.id());
        user.addProperty("team_id", person.team());
        user.addProperty("name", person.name());
        user.addProperty("deleted", false);
        user.addProperty("is_bot", false);
        return user;
    }

    private SlackMessage keep(SlackMessage message) {
        messages.put(message.ts(), message);
        notifyAll();
        return message;
    }

    private void reachable(String channel) {
        if (!channels.contains(channel)) {
            throw new SlackRefusal("channel_not_found");
        }
        if (archived.contains(channel)) {
            throw new SlackRefusal("is_archived");
        }
    }

    private static JsonArray checked(String text, String blocks) {
        if (text.isEmpty()) {
            throw new SlackRefusal("no_text");
        }
        if (text.length() > 40_000) {
            throw new SlackRefusal("msg_too_long");
        }
        var parsed = blocks.isEmpty()
                ? new JsonArray()
                : JsonParser.parseString(blocks).getAsJsonArray();
        SlackRules.check(parsed);
        return parsed;
    }
}
