"""Runs the stack on this machine: no AWS account, no Docker.

Starts MiniStack in this process, on loopback only and with IAM evaluated, and completes it where AWS does more: one
function per gap, whose docstring says what AWS does and what MiniStack lacks. The pinned version is the protection:
raising it means deleting these functions one by one and running the end-to-end tests.

  GATEWAY_PORT       the port of the AWS endpoint; /_ministack/health answers once it is up
  MAIL_URL           where each mail is POSTed as JSON
  RUNTIME_JAVA       the java executable that runs the functions
  RUNTIME_CLASSPATH  the jars of aws-lambda-java-runtime-interface-client
  ASCII_SUBJECTS     1 makes SNS refuse a subject that is not ASCII
  FAULTS             1 lets tests break calls of the functions, see faults.py
  STATE_DIR          where scratch files go while it runs, if not the temporary folder
It ends on SIGTERM, on SIGINT, and when its standard input ends: it never outlives its parent.
"""

import asyncio
import collections
import contextvars
import functools
import glob
import importlib.metadata
import json
import logging
import os
import pathlib
import platform
import queue
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile

PINNED = "1.5.33"
PAYLOAD_LIMIT = 262_144  # bytes: a payload in Step Functions, a message in SNS
MAILS_PER_SECOND = 10
COPIES_UNDER_FAULTS = 5
ASCII_SUBJECTS = os.environ.get("ASCII_SUBJECTS") == "1"
FAULTS = os.environ.get("FAULTS") == "1"


def prepare():
    """MiniStack reads its settings when it is imported, and functions inherit the environment: both see only this.
    Returns the folder for scratch files."""
    installed = next((found.version for found in importlib.metadata.distributions(name="ministack")), "none")
    if sys.platform != "linux":
        sys.exit("Linux is needed: the native library of AWS's runtime client for Java exists for no other system")
    if installed != PINNED:
        sys.exit(f"ministack {PINNED} is needed, {installed} is installed: see requirements-emulator.txt")
    required = ("GATEWAY_PORT", "MAIL_URL", "RUNTIME_JAVA", "RUNTIME_CLASSPATH")
    if missing := [name for name in required if not os.environ.get(name)]:
        sys.exit(f"Not set: {', '.join(missing)}")
    scratch = tempfile.mkdtemp(prefix="emulator-", dir=os.environ.get("STATE_DIR"))
    kept = {name: os.environ[name] for name in (*required, "PATH", "LANG", "LOG_LEVEL") if name in os.environ}
    os.environ.clear()
    os.environ.update(
        kept, AUTH="true", BIND_HOST="127.0.0.1", IOT_MTLS_ENABLED="0", SFTP_ENABLED="0", HOME=scratch, TMPDIR=scratch,
        STATE_DIR=scratch, S3_DATA_DIR=f"{scratch}/s3", DOCKER_HOST=f"unix://{scratch}/no-docker",
        AWS_ENDPOINT_URL=f"http://127.0.0.1:{kept['GATEWAY_PORT']}")
    tempfile.tempdir = scratch
    return scratch


SCRATCH = prepare()

from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402
from ministack.core import iam_actions, iam_evaluator, lambda_runtime  # noqa: E402
from ministack.services import apigateway_v1, cloudwatch_logs, eventbridge, lambda_svc, secretsmanager, sns  # noqa: E402
from ministack.services import stepfunctions as sfn  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

log = logging.getLogger("emulator")


def instead_of(module, *names):
    """Puts a function in the place of MiniStack's, which becomes its first argument. The last put there runs first."""
    def install(function):
        for name in names:
            setattr(module, name, functools.partial(function, getattr(module, name)))
        return function
    return install


# ---- Lambda ------------------------------------------------------------------------------------

# Flags like those of Lambda's own Java runtime.
BOOTSTRAP = """#!/bin/sh
exec "$RUNTIME_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Duser.timezone=UTC \\
    -Xmx$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 85 / 100))m --enable-native-access=ALL-UNNAMED \\
    -Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="$RUNTIME_LIBRARY" \\
    -Djava.io.tmpdir="$TMPDIR" -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*:$RUNTIME_CLASSPATH" \\
    com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
"""


def unpack_runtime_library():
    """On Lambda the runtime client is alone in its /tmp, to which each process unpacks its native library under a fixed
    name. Here processes that start together would crash over that file: they all get this one."""
    client = next(jar for entry in os.environ["RUNTIME_CLASSPATH"].split(":") for jar in glob.glob(entry)
                  if "runtime-interface-client" in jar)
    system = "linux" if platform.libc_ver()[0] else "linux_musl"
    machine = platform.machine().replace("aarch64", "aarch_64")
    return zipfile.ZipFile(client).extract(f"jni/libaws-lambda-jni.{system}-{machine}.so", SCRATCH)


@instead_of(lambda_svc, "_execute_function_docker")
def run_java_without_docker(run_in_docker, func, event, request_id):
    """Lambda runs Java in a managed runtime. MiniStack needs Docker for that, but runs custom runtimes as plain
    processes: here a Java function is one, with Lambda's own runtime client."""
    is_java = (func.get("config") or func).get("Runtime", "").startswith("java")
    return (lambda_svc._execute_function_provided_warm if is_java else run_in_docker)(func, event, request_id)


@instead_of(lambda_runtime, "_worker_class_for")
def keep_java_warm(worker_class_for, config):
    """The same for the pool of warm processes."""
    return lambda_runtime.ProvidedWorker if config["Runtime"].startswith("java") else worker_class_for(config)


@instead_of(lambda_svc, "_provided_runtime_code_dir")
def add_bootstrap(unpack, code_zip):
    """The file that a custom runtime starts with, which a Java function does not bring."""
    folder = unpack(code_zip)
    bootstrap = pathlib.Path(folder, "bootstrap")
    # Processes start under the same lock: none may inherit the file while it is being written.
    with lambda_svc._provided_code_lock:
        if not bootstrap.exists():
            bootstrap.write_text(BOOTSTRAP)
            bootstrap.chmod(0o755)
    return folder


# ---- Step Functions ----------------------------------------------------------------------------

# Execution and context of the task that this thread runs.
current_task = contextvars.ContextVar("current_task")

# Task token -> its execution, also after the wait: IAM and the answer to a late token need it.
token_owners = {}


class Siblings:
    """The branches of one Parallel or the items of one Map: all of them end when one fails."""
    failed = False


# The siblings that this thread is one of, the innermost last; and those of each token's wait.
siblings = contextvars.ContextVar("siblings", default=())
token_siblings = {}


@instead_of(sfn, "_execute_task")
def remember_current_task(execute, state, given, execution, context):
    """Not a gap, but what the functions below need: the task at hand, and a state of its own that they may complete."""
    end_thread_if_over(execution)
    current_task.set((execution, context))
    return execute(dict(state), given, execution, context)


@instead_of(sfn, "_apply_jsonata_arguments")
def evaluate_timeout_seconds(arguments_of, state, given, context):
    """TimeoutSeconds may be a JSONata expression. MiniStack takes its text. Done where Retry and Catch see it fail."""
    if isinstance(state.get("TimeoutSeconds"), str):
        seconds = sfn._jsonata_state_field(state, "TimeoutSeconds", "number", given, context)
        if seconds != int(seconds) or not 0 < seconds < 100_000_000:
            raise sfn._ExecutionError("States.QueryEvaluationError", f"'TimeoutSeconds' is out of range: {seconds}")
        state["TimeoutSeconds"] = seconds
    return arguments_of(state, given, context)


@instead_of(sfn, "_invoke_with_callback")
def give_each_attempt_its_token(invoke, resource, arguments, token, state):
    """Each attempt of a task has a token of its own. MiniStack reuses the first one."""
    execution, context = current_task.get()
    token_owners[token] = execution
    token_siblings[token] = siblings.get()
    try:
        result = invoke(resource, arguments, token, state)
    finally:
        context["Task"] = {"Token": sfn.new_uuid()}
    end_thread_if_over(execution)
    return result


def end_thread_if_over(execution):
    """Ends this thread alone, in silence: neither Retry nor Catch sees it."""
    if execution.get("status", "RUNNING") != "RUNNING" or any(group.failed for group in siblings.get()):
        raise SystemExit


@instead_of(sfn, "_emit_execution_status_event")
def end_waits_with_their_execution(emit, execution):
    """The end of an execution ends its waits and voids their tokens. MiniStack lets both live."""
    if execution["status"] != "RUNNING":
        end_waits(token for token, owner in list(token_owners.items()) if owner is execution)
    emit(execution)


def end_waits(tokens):
    for token in tokens:
        if waiting := sfn._task_tokens.pop(token, None):
            waiting["event"].set()


@instead_of(sfn, "_run_parallel_branches", "_run_map_items")
def tell_siblings_apart(run, *arguments):
    """Not a gap, but what the next function needs."""
    before = siblings.set((*siblings.get(), Siblings()))
    try:
        return run(*arguments)
    finally:
        siblings.reset(before)


@instead_of(sfn, "_run_sub_machine")
def end_siblings_with_a_failure(run, *arguments):
    """A branch or an item that fails ends the others, and their waits with them. MiniStack waits until they end."""
    try:
        return run(*arguments)
    except sfn._ExecutionError:
        group = siblings.get()[-1]
        group.failed = True
        end_waits(token for token, groups in list(token_siblings.items()) if group in groups)
        raise


@instead_of(sfn, "_add_event")
def end_branches_with_their_execution(add_event, execution, kind, details=None):
    """The end of an execution ends its branches, its items and its history. MiniStack goes on."""
    if execution.get("status", "RUNNING") != "RUNNING" and not kind.startswith("Execution"):
        raise SystemExit
    return add_event(execution, kind, details)


@instead_of(sfn, "_invoke_nested_start_execution_sync")
def run_nested_as_standard(_, resource, arguments):
    """startExecution.sync starts a standard execution: with status events, stopped with the one that waits, failing as
    States.TaskFailed with its description as the cause. MiniStack runs an express one."""
    parent = current_task.get()[0]
    arn = sfn._invoke_nested_start_execution(resource, arguments)["ExecutionArn"]
    while sfn._executions[arn]["status"] == "RUNNING":
        if parent["status"] != "RUNNING":
            sfn._stop_execution({"executionArn": arn})
            raise SystemExit
        time.sleep(0.05)
    described = json.loads(sfn._describe_execution({"executionArn": arn})[2])
    child = {key[0].upper() + key[1:]: value for key, value in described.items()}
    if child["Status"] != "SUCCEEDED":
        raise sfn._ExecutionError("States.TaskFailed", json.dumps(child))
    return {**child, "Output": json.loads(child["Output"])} if resource.endswith(".sync:2") else child


@instead_of(sfn, "_send_task_success", "_send_task_failure", "_send_task_heartbeat")
def refuse_late_tokens(send, data):
    """The token of a wait that is over is TaskTimedOut, an unknown one InvalidToken. MiniStack: TaskDoesNotExist."""
    waiting = sfn._task_tokens.get(data.get("taskToken"))
    if not waiting and data.get("taskToken") not in token_owners:
        return sfn.error_response_json("InvalidToken", "Invalid Token: 'Invalid token'", 400)
    if not waiting or waiting["event"].is_set():
        return sfn.error_response_json("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400)
    return send(data)


@instead_of(sfn, "_start_execution", "_start_sync_execution")
def refuse_invalid_input(start, data):
    """What is no JSON starts nothing. MiniStack takes NaN, and what is too deep for Python's parser never ends."""
    def refuse(constant):
        raise ValueError(constant)
    try:
        json.loads(data.get("input", "{}"), parse_constant=refuse)
    except (ValueError, RecursionError):
        return sfn.error_response_json("InvalidExecutionInput", "Invalid State Machine Execution Input", 400)
    return start(data)


@instead_of(sfn, "_start_execution", "_start_sync_execution", "_send_task_success")
def limit_requests(handle, data):
    """The API refuses a payload over the limit. MiniStack takes any size."""
    field = "output" if "taskToken" in data else "input"
    if len(str(data.get(field, "")).encode()) > PAYLOAD_LIMIT:
        return sfn.error_response_json(
            "ValidationException", f"1 validation error detected: Value at '{field}' failed to satisfy constraint: "
            f"Member must have size less than or equal to {PAYLOAD_LIMIT} bytes in UTF-8 encoding", 400)
    return handle(data)


@instead_of(sfn, *(f"_execute_{kind}" for kind in ("task", "pass", "choice", "wait", "parallel", "map")))
def limit_outputs(execute, *arguments):
    """A state's output over the limit fails the execution. MiniStack takes any size."""
    output, following = execute(*arguments)
    return limited(output, arguments[-1]), following


@instead_of(sfn, "_apply_jsonata_arguments", "_invoke_resource", "_invoke_with_callback")
def limit_arguments_and_results(make, *arguments):
    """The same for the arguments and the result of a task."""
    return limited(make(*arguments), current_task.get()[1])


def limited(value, context):
    if len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")) > PAYLOAD_LIMIT:
        raise sfn._ExecutionError("States.DataLimitExceeded", f"The state/task '{context['State']['Name']}' returned a "
                                  "result with a size exceeding the maximum number of bytes service limit.")
    return value


@instead_of(sfn, "_error_matches")
def keep_terminal_errors_terminal(matches, names, error):
    """States.ALL and States.TaskFailed match neither of these two. In MiniStack they do."""
    return error in names if error in ("States.DataLimitExceeded", "States.Runtime") else matches(names, error)


# ---- IAM and API Gateway -----------------------------------------------------------------------

@instead_of(iam_actions, "extract_resource_arn")
def authorize_by_owner(extract, service, method, path, headers, body, params, region, account):
    """IAM checks a call with a task token against its state machine, and one that names a subscription against its
    topic. MiniStack checks both against '*'."""
    if service == "states" and (token := iam_actions._safe_json_field(body, "taskToken")):
        unknown = {"stateMachineArn": f"arn:aws:states:{region}:{account}:stateMachine:unknown"}
        return token_owners.get(token, unknown)["stateMachineArn"]
    if service == "sns" and (subscription := iam_actions._query_param(params, "SubscriptionArn")):
        return subscription.rpartition(":")[0]
    return extract(service, method, path, headers, body, params, region, account)


@instead_of(iam_evaluator, "_resolve_condition_key")
def take_loopback_for_tls(resolve, key, context):
    """Whoever calls AWS here would call it over TLS there: policies that refuse plain HTTP do not mean loopback."""
    return "true" if key.lower() == "aws:securetransport" else resolve(key, context)


@instead_of(iam_actions, "request_tag_context")
def authorize_events_by_type(context_of, service, action, body, params):
    """IAM knows the detail types and sources of the events a call puts. In MiniStack both condition keys are absent."""
    context = context_of(service, action, body, params)
    if action == "events:PutEvents":
        for key, field in (("events:detail-type", "DetailType"), ("events:source", "Source")):
            values = sorted({str(entry.get(field)) for entry in json.loads(body or b"{}").get("Entries", [])})
            context[key] = values[0] if len(values) == 1 else values
    return context


@instead_of(apigateway_v1, "_import_rest_api")
def import_gateway_responses(import_api, spec, base_data=None):
    """An imported API brings its gateway responses. MiniStack leaves them out."""
    api_id = import_api(spec, base_data)
    for kind, response in (spec.get("x-amazon-apigateway-gateway-responses") or {}).items():
        apigateway_v1._put_gateway_response(api_id, kind, response)
    return api_id


@instead_of(apigateway_v1, "_lambda_proxy_response")
def hide_function_errors(shape, result):
    """A failed function is answered without its exception. MiniStack answers with the stack trace."""
    response, error = shape(result)
    return response, error and "Internal server error"


# ---- EventBridge -------------------------------------------------------------------------------

@instead_of(eventbridge, "_invoke_target")
def deliver_to_log_groups(invoke, target, event, rule, view=None):
    """A log group is a target: each event becomes a line of a stream of its own, if a resource policy lets EventBridge
    write there. MiniStack knows no such target."""
    arn = target.get("Arn", "")
    if ":log-group:" not in arn:
        return invoke(target, event, rule, view)
    allowed = [statement for policy in cloudwatch_logs._resource_policies.values()
               for statement in json.loads(policy["policyDocument"])["Statement"]
               if statement["Resource"].removesuffix(":*") == arn
               and "events.amazonaws.com" in statement["Principal"]["Service"]]
    if missing := {"logs:CreateLogStream", "logs:PutLogEvents"}.difference(*(each["Action"] for each in allowed)):
        return log.error("EventBridge may not write to %s: no resource policy allows %s", arn, missing)
    view = view or eventbridge._pattern_event_view(event)
    where = {"logGroupName": arn.partition(":log-group:")[2], "logStreamName": sfn.new_uuid()}
    cloudwatch_logs._create_log_stream(where)
    line = {"timestamp": int(time.time() * 1000), "message": json.dumps(view.event_with_detail())}
    status, _, answer = cloudwatch_logs._put_log_events({**where, "logEvents": [line]})
    if status != 200:
        log.error("EventBridge could not write to %s: %s", arn, answer)


@instead_of(eventbridge, "_dispatch_to_lambda")
def try_failed_invocations_again(_, arn, payload):
    """EventBridge invokes a function asynchronously: what fails is tried twice more, then put into the function's
    dead-letter queue. MiniStack tries once and forgets it."""
    func, config, name = lambda_svc._get_func_record_for_ref(arn)
    if not func:
        return log.error("EventBridge could not invoke %s: there is no such function", name)
    lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(func, config), json.loads(payload))


# ---- CloudFormation ----------------------------------------------------------------------------

@instead_of(provisioners, "_sm_secret_create")
def create_secrets_by_arn(create, logical_id, properties, stack):
    """Ref of a secret is its ARN, and a secret that the template gives no value has none until somebody puts one. In
    MiniStack Ref is the name, and the value is an empty text."""
    name, attributes = create(logical_id, properties, stack)
    secret = secretsmanager._secrets.pop(name)
    if not properties.get("SecretString") and not properties.get("GenerateSecretString"):
        secret["Versions"] = {}
    # Updates and deletions look it up by what Ref is.
    secretsmanager._secrets[attributes["Arn"]] = secret
    return attributes["Arn"], attributes


provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]["create"] = provisioners._sm_secret_create


@instead_of(provisioners, "_cw_metric_alarm_put")
def make_alarms_of_several_metrics(put, name, properties):
    """An alarm may stand over an expression of several metrics. MiniStack refuses it; here it is made, never to ring."""
    return (name, {}) if "Metrics" in properties else put(name, properties)


# A saved query of Logs Insights, which nothing here runs. MiniStack does not know the type.
provisioners._RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
    "create": lambda logical_id, properties, stack: (f"{stack}-{logical_id}", {}),
    "delete": lambda physical_id, properties: None,
}


# ---- SNS ---------------------------------------------------------------------------------------

outbox = queue.Queue()
sent_at = collections.defaultdict(lambda: collections.deque(maxlen=MAILS_PER_SECOND))


@instead_of(sns, "publish_internal")
def refuse_invalid_messages(publish, topic_arn, message, subject="", **options):
    """SNS refuses an empty message, and a subject against its rules or the limit: its service model has UTF-8 without
    control characters, its API reference ASCII, so ASCII_SUBJECTS=1 makes it refuse the rest. MiniStack takes all."""
    size = sns._message_payload_size(str(message), options.get("message_attributes")) + len(subject.encode())
    allowed = r"[!-~][ -~]{0,98}" if ASCII_SUBJECTS else r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,99}"
    for broken, text in ((not message, "Empty message"), (size > PAYLOAD_LIMIT, "Message too long"),
                         (subject and not re.fullmatch(allowed, subject), "Subject")):
        if broken:
            raise sns.SnsPublishError("InvalidParameter", f"Invalid parameter: {text}")
    return publish(topic_arn, message, subject, **options)


@instead_of(sns, "_get_subscription_attributes")
def describe_subscriptions_fully(describe, params):
    """A subscription's attributes say what it is, and its filter if any. MiniStack: only the filter, even if empty."""
    arn = sns._p(params, "SubscriptionArn")
    if subscription := sns._find_subscription(sns._sub_arn_to_topic.get(arn) or "", arn):
        known = {name: value for name, value in subscription["attributes"].items() if value}
        subscription["attributes"] = {
            "SubscriptionArn": arn, "TopicArn": subscription["topic_arn"], "Owner": subscription["owner"],
            "Protocol": subscription["protocol"], "Endpoint": subscription["endpoint"],
            "PendingConfirmation": "false", "ConfirmationWasAuthenticated": "true", **known}
    return describe(params)


@instead_of(sns, "_fanout")
def deliver_mail(fan_out, topic_arn, msg_id, message, subject, structure="", attributes=None, **options):
    """SNS mails to the confirmed email subscriptions whose filter policy matches, and drops one that gets more than ten
    in a second. MiniStack writes a log line."""
    fan_out(topic_arn, msg_id, message, subject, structure, attributes, **options)
    body = sns._resolve_message_for_protocol(message, structure, "email")
    for subscription in list((sns._topic_by_arn_any_scope(topic_arn) or {}).get("subscriptions", [])):
        if (subscription["protocol"] == "email" and subscription["confirmed"]
                and sns._matches_filter_policy(subscription, attributes or {}, body)):
            mail(subscription, subject or "AWS Notification Message", body)


def mail(subscription, subject, body):
    arn, address, now = subscription["arn"], subscription["endpoint"], time.monotonic()
    if len(sent_at[arn]) == MAILS_PER_SECOND and now - sent_at[arn][0] < 1:
        log.error("SNS dropped %s (%s): more than %d mails in a second", address, arn, MAILS_PER_SECOND)
        return sns._unsubscribe({"SubscriptionArn": arn})
    sent_at[arn].append(now)
    outbox.put({"to": address, "subject": subject, "body": body})


def post_mails():
    while True:
        request = urllib.request.Request(os.environ["MAIL_URL"], json.dumps(outbox.get()).encode(),
                                         {"Content-Type": "application/json"})
        for _ in range(10):
            try:
                urllib.request.urlopen(request, timeout=5).close()
                break
            except OSError as problem:
                log.warning("The inbox did not take a mail: %s", problem)
                time.sleep(0.5)


# ---- The process -------------------------------------------------------------------------------

def end(status=0):
    """Nothing has to be saved. Holding the lock under which the functions' processes start keeps out new ones."""
    lambda_svc._provided_code_lock.acquire(timeout=5)
    for worker in [worker for pool in list(lambda_runtime._workers.values()) for worker in pool]:
        if process := worker._proc:
            process.kill()
            process.wait()
    shutil.rmtree(SCRATCH, ignore_errors=True)
    os._exit(status)


def end_with_standard_input():
    sys.stdin.buffer.read()
    end()


def with_faults():
    """The application, behind what breaks calls on demand."""
    from faults import Faults
    from ministack.services import sts
    broken = Faults(app, sts._sessions, lambda_runtime, token_owners)

    @instead_of(sfn, "_invoke_with_callback")
    def learn_whose_approval_it_is(invoke, resource, arguments, token, state):
        broken.learn(arguments, current_task.get()[0])
        return invoke(resource, arguments, token, state)

    @instead_of(lambda_svc, "acquire_worker")
    def wait_for_a_copy(acquire, name, config, code, qualifier="$LATEST", max_concurrency=None):
        """Not a gap: many who press again while copies of a function start would only make more of them start."""
        while not (found := acquire(name, config, code, qualifier, COPIES_UNDER_FAULTS))[0]:
            time.sleep(0.02)
        return found

    return broken


def main():
    os.environ["RUNTIME_LIBRARY"] = unpack_runtime_library()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Not in the main thread, which may hold the lock that end() waits for.
        signal.signal(number, lambda *_: threading.Thread(target=end).start())
    for task in (end_with_standard_input, post_mails):
        threading.Thread(target=task, daemon=True).start()
    config = Config.from_mapping(bind=f"127.0.0.1:{os.environ['GATEWAY_PORT']}", keep_alive_timeout=75)
    try:
        # A trigger that never fires: end() is the only way out.
        asyncio.run(serve(with_faults() if FAULTS else app, config, shutdown_trigger=asyncio.Event().wait))
    except OSError as problem:
        print(f"Could not listen: {problem}", file=sys.stderr)
    end(1)


if __name__ == "__main__":
    main()
