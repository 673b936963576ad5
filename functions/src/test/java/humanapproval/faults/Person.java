package humanapproval.faults;

import humanapproval.approval.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Somebody who answers some time after the request has come, and again where they are told to, but not for ever. */
final class Person implements Part {

    /** So often somebody presses; after that the record has to do without them. */
    private static final int MOST_PRESSES = 4;

    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final World world;
    private final Named who;
    private final Way way;
    private final Optional<Decision> decision;
    private final Duration after;
    private Optional<Instant> at = Optional.empty();
    private int presses;

    /** A person as the request names them. */
    record Named(String email, String slackUser) {

        String firstName() {
            return email.substring(0, email.indexOf('@'));
        }
    }

    /** How they answer. */
    enum Way {
        MAIL,
        SLACK
    }

    /** {@code decision} is none of somebody who only looks. */
    Person(World world, Named who, Way way, Optional<Decision> decision, Duration after) {
        this.world = world;
        this.who = who;
        this.way = way;
        this.decision = decision;
        this.after = after;
    }

    private boolean isAsked() {
        return way == Way.MAIL
                ? world.door.linkOf(who).isPresent()
                : !world.slackScreen().withButtons(who).isEmpty();
    }

    @Override
    public Optional<Instant> next() {
        if (at.isEmpty() && presses == 0 && isAsked()) {
            at = Optional.of(world.clock.instant().plus(after));
        }
        return at;
    }

    @Override
    public void act() {
        at = Optional.empty();
        presses++;
        if (way == Way.MAIL ? byMail() : inSlack()) {
            at = Optional.of(world.clock.instant().plus(AGAIN)).filter(time -> presses < MOST_PRESSES);
        }
    }

    /** Whether they are told to do it again. */
    private boolean byMail() {
        String link = world.door.linkOf(who).orElseThrow();
        Door.Page seen = world.door.look(who, link);
        if (seen.status() >= 500 || decision.isEmpty() || !seen.hasForm()) {
            return seen.status() >= 500;
        }
        return world.door.send(who, link, decision.get()).isAgain();
    }

    private boolean inSlack() {
        return world.slackScreen().withButtons(who).stream()
                .findFirst()
                .map(message ->
                        world.door.press(who, message, decision.orElseThrow()).isAgain())
                .orElse(false);
    }
}
