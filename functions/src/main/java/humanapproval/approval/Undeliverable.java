package humanapproval.approval;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whom no channel reaches, and whether so few are reached that asking is in vain. Pure. */
public final class Undeliverable {

    private Undeliverable() {}

    /** With {@code channel}'s reach; it ends where all channels have said theirs and too few can decide. */
    public static Approval reaching(Approval approval, ChannelName channel, Reach reach, Instant now) {
        if (!approval.isOpen()) {
            return approval;
        }
        Approval known = approval.with(channel, outbox -> outbox.reaching(reach));
        return isInVain(known) ? known.ended(Ending.failed(failure(known), now)) : known;
    }

    /**
     * Who is named and may decide but is reached by no channel; nobody, as long as a channel has not said its reach.
     */
    public static Set<String> unreached(Approval approval) {
        Set<String> nobody = new TreeSet<>();
        if (isKnown(approval)) {
            Collection<Reach> reaches = reaches(approval).values();
            reaches.forEach(reach -> nobody.addAll(reach.unreached()));
            reaches.forEach(reach -> nobody.retainAll(reach.unreached()));
        }
        return nobody;
    }

    private static Map<ChannelName, Reach> reaches(Approval approval) {
        Map<ChannelName, Reach> reaches = new TreeMap<>();
        approval.outboxes()
                .forEach((channel, outbox) -> outbox.reach().ifPresent(reach -> reaches.put(channel, reach)));
        return reaches;
    }

    private static boolean isKnown(Approval approval) {
        return reaches(approval).size() == approval.outboxes().size();
    }

    private static int reached(Approval approval) {
        Set<String> reached = approval.eligible();
        reached.removeAll(unreached(approval));
        return reached.size();
    }

    private static boolean isInVain(Approval approval) {
        Policy policy = approval.request().policy();
        return isKnown(approval)
                && (reachesNobody(approval)
                        || !policy.approvers().isEmpty() && reached(approval) < policy.requiredApprovals());
    }

    private static boolean reachesNobody(Approval approval) {
        return reaches(approval).values().stream().noneMatch(reach -> reach.kind() == Reach.Kind.REACHES);
    }

    private static Failure failure(Approval approval) {
        String reasons = reaches(approval).entrySet().stream()
                .filter(each -> !each.getValue().reason().isEmpty())
                .map(each -> each.getKey().word() + ": " + each.getValue().reason())
                .collect(Collectors.joining(" "));
        String few = reachesNobody(approval)
                ? ""
                : "Of " + approval.requiredApprovals() + " approvers that are needed " + reached(approval)
                        + " can be reached, but not " + String.join(", ", unreached(approval)) + ". ";
        return new Failure(Failure.UNDELIVERABLE, (few + reasons).strip());
    }
}
