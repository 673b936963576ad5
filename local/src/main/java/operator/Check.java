package operator;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One thing that has to be right. It fails alone: whatever happens while it looks is its own finding.
 *
 * @param name what stands at the line's beginning
 * @param question what has to be answered with yes
 */
record Check(String name, String question, Look look) {

    /** Looks. It may throw what AWS answers. */
    interface Look {
        List<Finding> at(Deployed stack);
    }

    List<Finding> run(Deployed stack) {
        try {
            return look.at(stack);
        } catch (SdkException e) {
            return List.of(Finding.unknown(Trouble.missingPermission(e)
                    .map(action -> "needs " + action)
                    .orElseGet(() -> Trouble.sentence(e))));
        } catch (Http.UnansweredException e) {
            return List.of(Finding.wrong(e.getMessage(), "try again; else look at your network, and at the address"));
        } catch (CannotException e) {
            return List.of(Finding.wrong(e.getMessage(), "deploy this release: sam build && sam deploy"));
        }
    }
}
