"""What parliament and cloudsplaining say of policies: documents on standard input, findings by the policy's index on standard output."""

import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import parliament  # noqa: E402
from cloudsplaining.scan.policy_document import PolicyDocument  # noqa: E402
from cloudsplaining.scan.resource_policy_document import ResourcePolicyDocument  # noqa: E402

# What a statement without a resource is about: AWS has it in no trust policy and no policy of a repository.
OWN = {"sts": "arn:aws:iam::111122223333:role/own", "ecr": "arn:aws:ecr:eu-west-1:111122223333:repository/own"}


def whole(document):
    """Both tools want a resource in each statement."""
    statements = document["Statement"]
    if not isinstance(statements, list):
        statements = [statements]

    def of(one):
        if "Resource" in one or "NotResource" in one:
            return one
        action = one.get("Action", one.get("NotAction", ""))
        first = action[0] if isinstance(action, list) else action
        return {**one, "Resource": OWN.get(first.split(":")[0], "*")}

    return {**document, "Statement": [of(one) for one in statements]}


def texts(detail):
    """One finding for each action, where the tool gives a list of them."""
    if isinstance(detail, list):
        return sorted({one if isinstance(one, str) else one["action"] for one in detail})
    return [detail or ""]


def is_split(action, document):
    """Whether all statements that allow an action have together what it wants: IAM asks them for each resource, parliament one by one."""
    resources = []
    for one in document["Statement"]:
        actions = one.get("Action", [])
        if one["Effect"] == "Allow" and action in (actions if isinstance(actions, list) else [actions]):
            more = one.get("Resource", [])
            resources += more if isinstance(more, list) else [more]
    if not resources:
        return False
    joined = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resources}]}
    found = parliament.analyze_policy_string(json.dumps(joined)).findings
    return all(one.issue != "RESOURCE_MISMATCH" for one in found)


def by_parliament(document):
    try:
        found = parliament.analyze_policy_string(json.dumps(document)).findings
    except Exception as error:
        return [("EXCEPTION", str(error))]
    # A malformed ARN is told with the ARN.
    return [
        (one.issue, f"{one.location.get('string')}: {text}" if one.issue == "INVALID_ARN" else str(text))
        for one in found
        for text in texts(one.detail)
        if not (one.issue == "RESOURCE_MISMATCH" and is_split(text, document))
    ]


def by_cloudsplaining(document):
    try:
        policy = PolicyDocument(document)
        found = {
            "PRIVILEGE_ESCALATION": [one["type"] for one in policy.allows_privilege_escalation],
            "PERMISSIONS_MANAGEMENT": policy.permissions_management_without_constraints,
            "INFRASTRUCTURE_MODIFICATION": policy.infrastructure_modification,
            "DATA_EXFILTRATION": policy.allows_data_exfiltration_actions,
            "CREDENTIALS_EXPOSURE": policy.credentials_exposure,
            "SERVICE_WILDCARD": policy.service_wildcard,
            "NOT_ACTION": [
                one["Sid"] if "Sid" in one else "" for one in document["Statement"] if one["Effect"] == "Allow" and "NotAction" in one
            ],
        }
    except Exception as error:
        return [("EXCEPTION", f"{type(error).__name__} {error}")]
    return [(code, text) for code, all in found.items() for text in all]


def main():
    findings = []
    for index, one in enumerate(json.load(sys.stdin)):
        document = whole(one["document"])
        says = [("parliament", *found) for found in by_parliament(document)]
        if one["kind"] in ("trust", "resource"):
            try:
                everyone = ResourcePolicyDocument(one["document"]).internet_accessible_actions
            except Exception as error:
                everyone = [f"{type(error).__name__} {error}"]
            says += [("cloudsplaining", "INTERNET_ACCESSIBLE", action) for action in everyone]
        else:
            says += [("cloudsplaining", *found) for found in by_cloudsplaining(document)]
        findings += [{"policy": index, "tool": tool, "code": code, "of": of} for tool, code, of in sorted(set(says))]
    json.dump(findings, sys.stdout)


main()
