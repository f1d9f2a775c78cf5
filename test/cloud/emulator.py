"""MiniStack with its IAM in force, and what our policies stand on added to it: the condition key
`dynamodb:LeadingKeys`, variables such as `${aws:PrincipalTag/tenant}` in conditions, sender and identity of a letter, and
requests that count as made over TLS, since it is spoken to over plain HTTP on 127.0.0.1. `Ref` of a secret gives its ARN,
and an HTTP API hands its functions cookies apart from the headers, as on AWS. Written for ministack 1.5.33.
"""

import contextvars
import json
import os
import re
import sys
import urllib.parse

os.environ["AUTH"] = "true"

from ministack import app  # noqa: E402  (the flag is read at import)
from ministack.core import iam_actions, iam_evaluator  # noqa: E402
from ministack.services import lambda_svc  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

PARTITIONS = ("pk", "cpk", "wpk", "dpk")
plain_context = iam_actions.dynamodb_service_context
plain_conditions = iam_evaluator._conditions_met
plain_key = iam_evaluator._resolve_condition_key
plain_resource = iam_actions.extract_resource_arn
plain_enforce = iam_evaluator.enforce
plain_execution = lambda_svc._execute_function_with_config_scope
plain_secret = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def partitions_of(item):
    return [value["S"] for name, value in (item or {}).items() if name == "pk"]


def leading_keys(request):
    """Partition keys a request names, of the table or of the index that it queries."""
    keys = partitions_of(request.get("Key")) + partitions_of(request.get("Item"))
    for table in (request.get("RequestItems") or {}).values():
        for key in table.get("Keys", []) if isinstance(table, dict) else []:
            keys += partitions_of(key)
    for action in request.get("TransactItems") or []:
        for part in action.values():
            keys += partitions_of(part.get("Key")) + partitions_of(part.get("Item"))
    for name, value in re.findall(r"(\w+)\s*=\s*(:\w+)", request.get("KeyConditionExpression") or ""):
        if name in PARTITIONS:
            keys.append(request["ExpressionAttributeValues"][value]["S"])
    return keys


def context_with_keys(body):
    keys = leading_keys(json.loads(body or b"{}"))
    return {**plain_context(body), **({"dynamodb:LeadingKeys": keys} if keys else {})}


sender = contextvars.ContextVar("sender", default=None)


def resource_of(service, method, path, headers, body, params, region, account):
    form = urllib.parse.parse_qs((body or b"").decode("utf-8", "replace")) if service == "ses" else {}
    source = form.get("Source", [None])[0]
    sender.set(source)
    if source:
        return f"arn:aws:ses:{region}:{account}:identity/{source}"
    return plain_resource(service, method, path, headers, body, params, region, account)


def filled(value, context):
    """A value of a condition with its variables; one that is unknown matches nothing."""
    if isinstance(value, list):
        return [filled(one, context) for one in value]

    def known(match):
        found = iam_evaluator._resolve_condition_key(match.group(1), context)
        return found if isinstance(found, str) else "\0"

    return re.sub(r"\$\{([^}]+)\}", known, str(value))


def condition_key(key, context):
    return "true" if key.lower() == "aws:securetransport" else plain_key(key, context)


def conditions_met(conditions, context):
    return plain_conditions(
        {
            operator: {key: filled(expected, context) for key, expected in keys.items()}
            for operator, keys in (conditions or {}).items()
        },
        context,
    )


def enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    """Says what is refused: the run looks for these lines at its end."""
    if service == "sqs":
        # A batch needs the right of the single action: IAM knows no other.
        iam_action = iam_action.removesuffix("Batch")
    if service == "ses" and sender.get():
        service_context = {**(service_context or {}), "ses:FromAddress": sender.get()}
    refused = plain_enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
    if refused:
        who = getattr(refused, "principal_arn", None) or access_key_id
        keys = (service_context or {}).get("dynamodb:LeadingKeys", "")
        print(f"REFUSED {who} {iam_action} {resource_arn} {keys}", file=sys.stderr, flush=True)
    return refused


def execution(function, event):
    headers = event.get("headers") if isinstance(event, dict) and event.get("version") == "2.0" else None
    if headers and "cookie" in headers:
        others = {name: value for name, value in headers.items() if name != "cookie"}
        event = {**event, "headers": others, "cookies": headers["cookie"].split("; ")}
    return plain_execution(function, event)


def create_secret(*arguments):
    _name, attributes = plain_secret["create"](*arguments)
    return attributes["Arn"], attributes


provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"] = {**plain_secret, "create": create_secret}
lambda_svc._execute_function_with_config_scope = execution
iam_actions.dynamodb_service_context = context_with_keys
iam_actions.extract_resource_arn = resource_of
iam_evaluator.enforce = enforce
iam_evaluator._conditions_met = conditions_met
iam_evaluator._resolve_condition_key = condition_key

if __name__ == "__main__":
    app.main()
