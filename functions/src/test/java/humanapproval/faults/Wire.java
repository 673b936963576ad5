package humanapproval.faults;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Puts the recorder between our functions and the services, whatever they call there. */
final class Wire {

    /** Setting up TLS takes longer than a story. */
    private static final OkHttpClient HTTP = new OkHttpClient();

    private final Recorder recorder;

    Wire(Recorder recorder) {
        this.recorder = recorder;
    }

    /** {@code service} by its interface. What takes a request is a call; what else it has is made of such calls. */
    <C extends SdkClient> C to(Class<C> type, C service) {
        return to(type, service, type.getSimpleName().replace("Client", ""));
    }

    /** The same under a name of its own. */
    <C extends SdkClient> C to(Class<C> type, C service, String name) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean isCall = arguments != null
                    && arguments.length == 1
                    && arguments[0] instanceof SdkRequest
                    && !method.getName().endsWith("Paginator");
            if (isCall) {
                return recorder.call(
                        name,
                        method.getName().substring(0, 1).toUpperCase()
                                + method.getName().substring(1),
                        aws(() -> invoked(method, service, arguments)));
            }
            return method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : invoked(method, service, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoked(Method method, Object service, Object... arguments) throws Exception {
        try {
            return method.invoke(service, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** A service of AWS, as its SDK shows it. */
    static <A> Recorder.Service<A> aws(Callable<A> effect) {
        return new Recorder.Service<>() {

            @Override
            public A answer() throws Exception {
                return effect.call();
            }

            @Override
            public A failing() {
                throw error(500, "InternalError");
            }

            @Override
            public A throttling() {
                throw error(400, "ThrottlingException");
            }

            @Override
            public A silent() {
                throw ApiCallTimeoutException.create(Fault.SILENCE.toMillis());
            }
        };
    }

    private static AwsServiceException error(int status, String code) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    /** Slack, which {@code service} answers for. */
    OkHttpClient toSlack(Interceptor service) {
        return HTTP.newBuilder()
                .addInterceptor(chain -> {
                    try {
                        return recorder.call("Slack", method(chain.request()), slack(chain));
                    } catch (IOException | RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .addInterceptor(service)
                .build();
    }

    private static String method(Request request) {
        return request.url().encodedPath().startsWith("/api/")
                ? request.url().pathSegments().getLast()
                : "response_url";
    }

    private static Recorder.Service<Response> slack(Interceptor.Chain chain) {
        return new Recorder.Service<>() {

            @Override
            public Response answer() throws IOException {
                return chain.proceed(chain.request());
            }

            @Override
            public Response failing() {
                return status(500);
            }

            @Override
            public Response throttling() {
                return status(429);
            }

            @Override
            public Response silent() throws IOException {
                throw new IOException("timeout");
            }

            private Response status(int status) {
                return new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(status)
                        .message("")
                        .header("Retry-After", "30")
                        .body(ResponseBody.create("", MediaType.get("application/json")))
                        .build();
            }
        };
    }
}
