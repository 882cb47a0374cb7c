"""Plays stacks and asks about rights with moto, in this process: no request leaves it. Reads one JSON value, prints one."""

import json
import logging
import os
import re
import sys
import warnings

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_EC2_METADATA_DISABLED="true")
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.cloudformation.parsing import get_model_map  # noqa: E402
from moto.iam.access_control import IAMPolicy, PermissionResult  # noqa: E402

DECISIONS = {
    PermissionResult.PERMITTED: "allowed",
    PermissionResult.DENIED: "denied",
    PermissionResult.NEUTRAL: "not-allowed",
}


def client(account, region):
    """CloudFormation of one account: moto takes a role's account for that of whoever has it."""
    taken = boto3.client("sts", region_name="us-east-1").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/deploy", RoleSessionName="deploy"
    )["Credentials"]
    return boto3.client(
        "cloudformation",
        region_name=region,
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
    )


def attempt(stack, step, work):
    try:
        work()
    except Exception as error:  # whatever moto throws is what it says of the stack
        stack["failed"] = {"step": step, "said": f"{type(error).__name__}: {error}"[:400]}


def network(account, region):
    """What a person writes into the parameters of a cluster that is there: ids of the network that moto begins with."""
    taken = boto3.client("sts", region_name="us-east-1").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/deploy", RoleSessionName="look"
    )["Credentials"]
    ec2 = boto3.client(
        "ec2",
        region_name=region,
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
    )
    subnets = {one["AvailabilityZone"]: one["SubnetId"] for one in ec2.describe_subnets()["Subnets"]}
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    return subnets, vpc, groups[0]["GroupId"]


def resolved(template, found):
    """Moto does not resolve parameters, and takes the object of a parameter group of RDS for its name."""
    subnets, vpc, group = found
    for one in template["Resources"].values():
        if one["Type"] == "AWS::RDS::DBInstance":
            one["Properties"].pop("DBParameterGroupName", None)

    def value(match):
        rest = match.group(1)
        if rest == "vpc":
            return vpc
        if rest == "security-groups/nodes":
            return group
        kind, _, zone = rest.partition("/")
        return subnets.get(zone, match.group(0)) if kind == "subnets" else match.group(0)

    return re.sub(r"\{\{resolve:ssm:/slipway/[^/}]+/([^}]+)\}\}", value, json.dumps(template))


def status(cloud, name):
    found = [one["StackStatus"] for one in cloud.list_stacks()["StackSummaries"] if one["StackName"] == name]
    return found[-1] if found else "none"


def asked(value):
    """Ids of the resources whose attributes a value reads, at any depth."""
    if isinstance(value, list):
        return set().union(*map(asked, value))
    if not isinstance(value, dict):
        return set()
    own = {value["Fn::GetAtt"][0]} if "Fn::GetAtt" in value else set()
    return own.union(*map(asked, value.values()))


def without(stack, known):
    """Takes out what waits for a resource that moto does not make: it would look for that. Returns the types of these."""
    resources = stack["template"]["Resources"]
    strange = {name for name, one in resources.items() if one["Type"] not in known}
    waiting = {name for name, one in resources.items() if strange & (set(one.get("DependsOn", [])) | asked(one))} - strange
    types = {resources[name]["Type"] for name in waiting}
    for template in (stack["template"], stack["changed"]):
        for name in waiting:
            del template["Resources"][name]
    return types


def play(stacks, known):
    """Creates all in order, then updates all, then deletes all the other way round."""
    clouds = {}
    networks = {}
    types = [{one["Type"] for one in stack["template"]["Resources"].values()} for stack in stacks]
    lost = [without(stack, known) for stack in stacks]
    told = [
        {"id": stack["id"], "unknown": sorted((own - known) | more), "done": []}
        for stack, own, more in zip(stacks, types, lost)
    ]
    pairs = [(stack, one) for stack, one, own in zip(stacks, told, types) if own & known]

    def cloud(stack):
        key = (stack["account"], stack["region"])
        if key not in clouds:
            clouds[key] = client(*key)
        return clouds[key]

    def body(stack, which):
        key = (stack["account"], stack["region"])
        if key not in networks:
            networks[key] = network(*key)
        return resolved(stack[which], networks[key])

    def step(name, want, order, work):
        for stack, one in order:
            if "failed" in one:
                continue
            attempt(one, name, lambda: work(cloud(stack), stack))
            if "failed" in one:
                continue
            got = status(cloud(stack), stack["name"])
            if got == want:
                one["done"].append(name)
            else:
                one["failed"] = {"step": name, "said": got}

    rights = ["CAPABILITY_NAMED_IAM"]
    step("created", "CREATE_COMPLETE", pairs, lambda cloud, stack: cloud.create_stack(
        StackName=stack["name"], TemplateBody=body(stack, "template"), Capabilities=rights))
    step("updated", "UPDATE_COMPLETE", pairs, lambda cloud, stack: cloud.update_stack(
        StackName=stack["name"], TemplateBody=body(stack, "changed"), Capabilities=rights))
    step("deleted", "DELETE_COMPLETE", pairs[::-1], lambda cloud, stack: cloud.delete_stack(StackName=stack["name"]))
    return told


def decide(policies, action, resource):
    """Of the policies of a role: a denial goes before what is allowed."""
    found = {DECISIONS[IAMPolicy(one).is_action_permitted(action, resource)] for one in policies}
    return next((one for one in ("denied", "allowed") if one in found), "not-allowed")


def main():
    asked = json.load(sys.stdin)
    documents = [json.dumps(one) for one in asked["policies"]]
    decisions = [decide([documents[i] for i in one["policies"]], one["action"], one["resource"]) for one in asked["questions"]]
    with mock_aws():
        stacks = play(asked["stacks"], set(get_model_map()))
    json.dump({"stacks": stacks, "decisions": decisions}, sys.stdout)


main()
