package operator;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS refuses, in a sentence for whoever sits at the terminal. */
final class Trouble {

    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation");
    private static final Pattern NOT_TAKEN = Pattern.compile("ExpiredToken|ExpiredTokenException|InvalidClientTokenId"
            + "|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|InvalidAccessKeyId"
            + "|MissingAuthenticationToken");
    private static final Pattern ACTION = Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z]+)");

    private Trouble() {}

    /** The permission that a call lacks. */
    static Optional<String> missingPermission(SdkException e) {
        if (!(e instanceof AwsServiceException refused)) {
            return Optional.empty();
        }
        var message = String.valueOf(refused.getMessage());
        var action = ACTION.matcher(message);
        if (action.find()) {
            return Optional.of(action.group(1));
        }
        return DENIED.contains(code(refused)) ? Optional.of("a permission that AWS does not name") : Optional.empty();
    }

    /** Why a call failed. */
    static String sentence(SdkException e) {
        return missingPermission(e)
                .map(action -> "Your credentials lack a permission: " + action + ".")
                .orElseGet(() -> other(e));
    }

    private static String other(SdkException e) {
        if (e instanceof AwsServiceException refused) {
            return NOT_TAKEN.matcher(code(refused)).matches()
                    ? "AWS does not take your credentials (" + code(refused) + "): sign in again."
                    : "AWS refused a call (" + code(refused) + "): "
                            + firstLine(
                                    refused.awsErrorDetails() == null
                                            ? refused.getMessage()
                                            : refused.awsErrorDetails().errorMessage());
        }
        var message = String.valueOf(e.getMessage());
        if (message.contains("Unable to load credentials")) {
            return "There are no AWS credentials: sign in as for the AWS CLI, or set AWS_PROFILE.";
        }
        if (message.contains("Unable to load region")) {
            return "No region is set: give one, like --region eu-central-1.";
        }
        return "AWS could not be asked: " + firstLine(message);
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }

    private static String firstLine(String message) {
        return Terminal.visible(String.valueOf(message).lines().findFirst().orElse("no reason given"), 300);
    }
}
