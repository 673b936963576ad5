package sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
    private final SlackPeople people = new SlackPeople();
    private final List<Note> notes = new ArrayList<>();
    private final Set<String> channels = new HashSet<>(Set.of(CHANNEL));
    private final Set<String> left = new HashSet<>();
    private List<String> scopes = List.of();
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

    /** Installs the product's app with these scopes; it is in every channel that it has not left. */
    public synchronized void install(List<String> scopes) {
        this.scopes = List.copyOf(scopes);
    }

    synchronized List<String> scopes() {
        return scopes;
    }

    /** The app leaves. */
    public synchronized void leave(String channel) {
        left.add(channel);
    }

    /** The app is invited again. */
    public synchronized void join(String channel) {
        left.remove(channel);
    }

    /** Whether the app is in that channel, which has to be one. */
    synchronized boolean isIn(String channel) {
        if (!channels.contains(channel)) {
            throw new SlackRefusal("channel_not_found");
        }
        return !left.contains(channel);
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

    /** Who alone sees what stands in that channel; nobody where it is for all. */
    Optional<SlackPerson> only(String channel) {
        return people.find(person -> person.direct().equals(channel));
    }

    /** The message as people read it, with their names in it. */
    String read(SlackMessage message) {
        return message.read(people::name);
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
    public SlackMessage await(Predicate<SlackMessage> like) {
        return new Patience(Duration.ofMinutes(1))
                .await(
                        () -> messages().stream().filter(like).findFirst(),
                        () -> "No such message in Slack. There are: "
                                + messages().stream().map(SlackMessage::text).collect(Collectors.joining("; ")));
    }

    /** What is sent to a person stands in a channel of theirs; what answers nothing any more stands alone. */
    synchronized SlackMessage post(String to, Optional<String> thread, String text, String blocks) {
        var channel = people.find(person -> person.id().equals(to))
                .map(SlackPerson::direct)
                .orElse(to);
        reachable(channel);
        var parent = thread.filter(messages::containsKey);
        var ts = "%d.%06d".formatted(Instant.now().getEpochSecond(), ++count);
        return keep(new SlackMessage(channel, ts, parent, text, SlackRules.read(text, blocks), 0, "", Instant.now()));
    }

    synchronized SlackMessage update(String channel, String ts, String text, String blocks) {
        var before = message(channel, ts);
        return keep(before.edited(text, SlackRules.edited(before.blocks(), text, blocks)));
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
    }

    /** Slack's sign that the app did not answer a press in time, or with an error. */
    synchronized void warn(SlackMessage pressed, String warning) {
        messages.computeIfPresent(pressed.ts(), (ts, message) -> message.warned(warning));
    }

    private SlackMessage keep(SlackMessage message) {
        messages.put(message.ts(), message);
        return message;
    }

    synchronized void reachable(String channel) {
        if (!channels.contains(channel) && only(channel).isEmpty()) {
            throw new SlackRefusal("channel_not_found");
        }
        if (left.contains(channel)) {
            throw new SlackRefusal("not_in_channel");
        }
    }
}
