package faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens to an approval, seen by its people. Each leaves the execution to end and the promises to be checked. */
enum Scenario {
    MAIL {
        @Override
        void play(Story story) {
            story.ask(List.of(story.mailed), "email");
            story.answerByMail(story.mail(""), story.any());
        }
    },
    /** Somebody who answers once and goes home: what failed then is left to the sweep. */
    GONE_HOME {
        @Override
        void play(Story story) {
            // Longer than a queue hides what a process had when it died.
            story.seconds = 240;
            story.ask(List.of(story.mailed), "email");
            story.answerOnceByMail(story.mail(""), "approve");
        }
    },
    SLACK {
        @Override
        void play(Story story) {
            story.ask(List.of(story.user()), "slack");
            story.answerInSlack(story.message(), story.user, story.any());
        }
    },
    /** Two of three, one by mail and one in Slack. */
    BOTH {
        @Override
        void play(Story story) {
            story.input.addProperty("requiredApprovals", 2);
            story.ask(List.of(story.mailed, story.user(), story.colleague.email()), "email", "slack");
            if (story.random.nextBoolean()) {
                story.answerByMail(story.mail(""), "approve");
                story.answerInSlack(story.message(), story.user, "approve");
            } else {
                story.answerInSlack(story.message(), story.colleague, "approve");
                story.answerByMail(story.mail(""), story.any());
            }
        }
    },
    /** Nobody answers until a reminder brings somebody else in. */
    REMINDER {
        @Override
        void play(Story story) {
            story.input.addProperty("remindEverySeconds", 3600);
            story.input.add("escalateTo", Control.array(List.of(story.lead)));
            story.ask(List.of(story.mailed, story.user()), "email", "slack");
            story.mail("");
            story.message();
            story.remind();
            story.mail("reminder");
            story.answerByMail(story.mailTo(story.lead, ""), story.any());
        }
    },
    /** Somebody presses about when the time is over. */
    EXPIRY {
        @Override
        void play(Story story) {
            // More of them at once are asked later.
            story.seconds = Figures.whole() ? 45 : 15;
            story.ask(List.of(story.mailed, story.user()), "email", "slack");
            story.messageInTime().ifPresent(message -> {
                Story.pauseUntil(story.deadline.plusMillis(story.random.nextInt(-1500, 500)));
                story.answerInSlack(message, story.user, "approve");
            });
        }
    },
    /** The execution is stopped, before the request has reached anybody or after. */
    STOP {
        @Override
        void play(Story story) {
            story.ask(List.of(story.mailed, story.user()), "email", "slack");
            if (story.random.nextBoolean()) {
                story.message();
                story.mail("");
            } else {
                Story.pauseUntil(story.asked.plusMillis(story.random.nextInt(700)));
                story.await("its request", () -> Optional.of(story.approvalId()).filter(id -> !id.isEmpty()));
            }
            story.stop();
        }
    },
    UNDELIVERABLE {
        @Override
        void play(Story story) {
            story.ask(List.of("nobody-" + story.name + "@example.com"), "email", "slack");
        }
    },
    /** A workflow that waits in a step of its own. */
    OWN_WAIT {
        @Override
        void play(Story story) {
            story.ask(List.of(story.mailed, story.user()), "email", "slack");
            if (story.random.nextBoolean()) {
                story.answerByMail(story.mail(""), story.any());
            } else {
                story.answerInSlack(story.message(), story.user, story.any());
            }
        }
    };

    /** So long after the wait has ended it must be settled. */
    static final Duration SETTLING = Duration.ofSeconds(100);

    abstract void play(Story story);

    /** How it may end, as the execution tells it, for somebody who decided so. */
    boolean mayEnd(String outcome, String decision) {
        return switch (this) {
            case STOP -> outcome.equals("ABORTED");
            case UNDELIVERABLE -> outcome.equals("Approval.Undeliverable");
            case EXPIRY, GONE_HOME -> outcome.equals("EXPIRED") || outcome.equals("APPROVED");
            default -> outcome.equals(decision.equals("approve") ? "APPROVED" : "REJECTED");
        };
    }
}
