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

    public static final String ORGANISATION = "E0LOCAL000";

    public static final String APP = "A0LOCAL000";
    public static final String CHANNEL = "C0APPROVALS";

    static final String BOT_TOKEN = "xoxb-local-bot-token";
    static final String SIGNING_SECRET = "0123456789abcdef0123456789abcdef";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
    private final SlackPeople people = new SlackPeople();
    private final List<Note> notes = new ArrayList<>();
    private final Set<String> channels = new HashSet<>(Set.of(CHANNEL));
    private final Set<String> archived = new HashSet<>();
    private final SlackFaults faults = new SlackFaults();
    private final SlackApp app = new SlackApp();
    private int count;

    /**
     * What only one person sees.
     *
     * @param ts the message that it is about, empty where that was not told
     * @param thread the thread that it is shown in, empty outside of any
     */
    public record Note(String user, String ts, String text, String thread) {}

    SlackWorkspace() {
        add("approver", Sandbox.APPROVER);
        add("bob", "bob@example.com");
        add("carol", "carol@example.com");
        add("ana", "ana@example.com");
        add("guest", "");
        people.add("dora", "dora@example.com", TEAM, false);
        people.add("olga", "", ORGANISATION, true);
    }

    /** Adds a member; an empty email is one that the workspace does not tell. */
    public SlackPerson add(String name, String email) {
        return add(name, email, TEAM);
    }

    SlackPerson add(String name, String email, String team) {
        return people.add(name, email, team, true);
    }

    synchronized void addChannel(String id) {
        channels.add(id);
    }

    synchronized void archive(String channel) {
        archived.add(channel);
    }

    /** The product's app in it. */
    public SlackApp app() {
        return app;
    }

    synchronized JsonObject channel(String id) {
        if (!channels.contains(id)) {
            throw new SlackRefusal("channel_not_found");
        }
        return app.channel(id, archived.contains(id));
    }

    synchronized void delete(SlackMessage message) {
        messages.remove(message.ts());
    }

    public List<SlackPerson> people() {
        return people.all();
    }

    /** The member of that name. */
    public SlackPerson person(String name) {
        return people.find(person -> person.name().equals(name)).orElseThrow();
    }

    SlackPeople known() {
        return people;
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
        return people.find(person -> person.id().equals(id))
                .map(SlackPerson::name)
                .orElse(id);
    }

    /** Who alone sees what stands in that channel; nobody where it is for all. */
    Optional<SlackPerson> only(String channel) {
        return people.find(person -> person.direct().equals(channel));
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

    /** What is sent to a person stands in a channel of theirs; what answers nothing any more stands alone. */
    synchronized SlackMessage post(String to, Optional<String> thread, String text, String blocks) {
        var channel = people.find(person -> person.id().equals(to))
                .map(SlackPerson::direct)
                .orElse(to);
        reachable(channel);
        var parent = thread.filter(messages::containsKey);
        var ts = "%d.%06d".formatted(Instant.now().getEpochSecond(), ++count);
        return keep(new SlackMessage(channel, ts, parent, text, checked(text, blocks), 0, "", Instant.now()));
    }

    synchronized SlackMessage update(String channel, String ts, String text, String blocks) {
        var before = message(channel, ts);
        if (text.length() > 4000) {
            throw new SlackRefusal("msg_too_long");
        }
        var after = checked(text, blocks);
        if (hasRichText(before.blocks()) && !hasRichText(after)) {
            throw new SlackRefusal("block_mismatch");
        }
        return keep(new SlackMessage(channel, ts, before.thread(), text, after, before.edits() + 1, "", Instant.now()));
    }

    private static boolean hasRichText(JsonArray blocks) {
        return blocks.asList().stream()
                .anyMatch(block ->
                        block.getAsJsonObject().get("type").getAsString().equals("rich_text"));
    }

    synchronized void delete(String channel, String ts) {
        messages.remove(message(channel, ts).ts());
    }

    private SlackMessage message(String channel, String ts) {
        reachable(channel);
        var message = messages.get(ts);
        if (message == null || !message.channel().equals(channel)) {
            throw new SlackRefusal("message_not_found");
        }
        return message;
    }

    /** By their id, which works for members alone. */
    void noteTo(String channel, String user, String text, String thread) {
        reachable(channel);
        if (people.find(person -> person.id().equals(user)
                        && (person.inChannel() || person.direct().equals(channel)))
                .isEmpty()) {
            throw new SlackRefusal("user_not_in_channel");
        }
        note(user, "", text, thread);
    }

    synchronized void note(String user, String ts, String text, String thread) {
        if (text.isEmpty()) {
            throw new SlackRefusal("no_text");
        }
        notes.add(new Note(user, ts, text, thread));
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

    private SlackMessage keep(SlackMessage message) {
        messages.put(message.ts(), message);
        notifyAll();
        return message;
    }

    synchronized void reachable(String channel) {
        if (!channels.contains(channel) && only(channel).isEmpty()) {
            throw new SlackRefusal("channel_not_found");
        }
        if (archived.contains(channel)) {
            throw new SlackRefusal("is_archived");
        }
        if (app.isOutOf(channel)) {
            throw new SlackRefusal("not_in_channel");
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
