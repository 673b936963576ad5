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
        Map<ChannelName, Reach> reaches = reaches(known);
        boolean nobody = reaches.values().stream().noneMatch(each -> each.kind() == Reach.Kind.REACHES);
        Set<String> unreached = unreached(known);
        Set<String> reached = known.eligible();
        reached.removeAll(unreached);
        boolean few = !known.request().policy().approvers().isEmpty() && reached.size() < known.requiredApprovals();
        if (reaches.size() < known.outboxes().size() || !nobody && !few) {
            return known;
        }
        String who = nobody
                ? ""
                : "Of " + known.requiredApprovals() + " approvers that are needed " + reached.size()
                        + " can be reached, but not " + String.join(", ", unreached) + ". ";
        String reasons = reaches.entrySet().stream()
                .filter(each -> !each.getValue().reason().isEmpty())
                .map(each -> each.getKey().word() + ": " + each.getValue().reason())
                .collect(Collectors.joining(" "));
        return known.ended(Ending.failed(new Failure(Failure.UNDELIVERABLE, (who + reasons).strip()), now));
    }

    /**
     * Who is named and may decide but is reached by no channel; nobody, as long as a channel has not said its reach.
     */
    public static Set<String> unreached(Approval approval) {
        Collection<Reach> reaches = reaches(approval).values();
        Set<String> nobody = new TreeSet<>();
        if (reaches.size() == approval.outboxes().size()) {
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
}
