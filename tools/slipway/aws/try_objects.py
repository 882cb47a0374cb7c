"""Has moto take the calls of which ACK's controllers make objects, in this process: no request leaves it. Reads one JSON value,
prints one."""

import json
import logging
import os
import sys
import warnings

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_EC2_METADATA_DISABLED="true")
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402


def shaped(value, shape):
    """A spec in the words of an operation: ACK has the API's own names, and writes their letters small or large in its own way."""
    if shape.type_name == "structure":
        known = {name.lower(): name for name in shape.members}
        return {known[key.lower()]: shaped(one, shape.members[known[key.lower()]]) for key, one in value.items()}
    return [shaped(one, shape.member) for one in value] if shape.type_name == "list" else value


def document(value):
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value


def lost(want, got, at=""):
    """Ways to what is wanted and is not there; what is there beside it is AWS' own."""
    if isinstance(want, dict):
        got = got if isinstance(got, dict) else {}
        return [way for key, one in want.items() for way in lost(one, got.get(key), f"{at}.{key}")]
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return [way for i, pair in enumerate(zip(want, got)) for way in lost(*pair, f"{at}[{i}]")]
    return [] if document(want) == document(got) else [at.lstrip(".")]


class Service:
    def __init__(self, name, session, region):
        self.client = session.client(name, region_name=region)

    def shape(self, operation, member):
        return self.client.meta.service_model.operation_model(operation).input_shape.members[member]

    def do(self, operation, **given):
        name = "".join("_" + c.lower() if c.isupper() else c for c in operation).lstrip("_")
        return getattr(self.client, name)(**given)

    def set(self, spec, field, operation, member, **named):
        """One field by the operation that sets it, in its words."""
        value = shaped(spec[field], self.shape(operation, member))
        self.do(operation, **named, **{member: value})
        return value


# Field, the operation that sets it, its parameter, the one that reads it, and where the answer has it.
BUCKET = [
    ("encryption", "PutBucketEncryption", "ServerSideEncryptionConfiguration", "GetBucketEncryption", True),
    ("lifecycle", "PutBucketLifecycleConfiguration", "LifecycleConfiguration", "GetBucketLifecycleConfiguration", False),
    ("ownershipControls", "PutBucketOwnershipControls", "OwnershipControls", "GetBucketOwnershipControls", True),
    ("publicAccessBlock", "PutPublicAccessBlock", "PublicAccessBlockConfiguration", "GetPublicAccessBlock", True),
    ("tagging", "PutBucketTagging", "Tagging", "GetBucketTagging", False),
    ("versioning", "PutBucketVersioning", "VersioningConfiguration", "GetBucketVersioning", False),
]


def make_bucket(spec, session, region):
    s3 = Service("s3", session, region)
    named = {"Bucket": spec["name"]}
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.do("CreateBucket", **named, **where)
    s3.do("PutBucketPolicy", **named, Policy=spec["policy"])
    found = lost({"Policy": spec["policy"]}, s3.do("GetBucketPolicy", **named))
    for field, put, member, get, is_member in BUCKET:
        value = s3.set(spec, field, put, member, **named)
        for rule in value.get("Rules", []):
            # A rule for all objects: moto answers that in another form.
            rule.pop("Filter", None)
        found += lost({member: value} if is_member else value, s3.do(get, **named), field)
    return found + unsaid(spec, {"name", "policy", *(field for field, *_ in BUCKET)})


def unsaid(spec, known):
    return [f"{field}: no call here sets it" for field in spec if field not in known]


def attributes(spec, names):
    """Attributes of SQS and SNS: a map of texts."""
    return {name: spec[field] for field, name in names.items() if field in spec}


QUEUE = {
    "messageRetentionPeriod": "MessageRetentionPeriod",
    "policy": "Policy",
    "receiveMessageWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
    "redriveAllowPolicy": "RedriveAllowPolicy",
    "redrivePolicy": "RedrivePolicy",
    "sqsManagedSSEEnabled": "SqsManagedSseEnabled",
    "visibilityTimeout": "VisibilityTimeout",
}


def make_queue(spec, session, region):
    sqs = Service("sqs", session, region)
    given = attributes(spec, QUEUE)
    url = sqs.do("CreateQueue", QueueName=spec["queueName"], Attributes=given, tags=spec["tags"])["QueueUrl"]
    # Moto takes it, and keeps nothing of it.
    kept = {name: one for name, one in given.items() if name != "RedriveAllowPolicy"}
    found = lost(kept, sqs.do("GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])["Attributes"])
    tags = lost(spec["tags"], sqs.do("ListQueueTags", QueueUrl=url)["Tags"], "tags")
    return found + tags + unsaid(spec, {"queueName", "tags", *QUEUE})


TOPIC = {"kmsMasterKeyID": "KmsMasterKeyId", "policy": "Policy"}


def make_topic(spec, session, region):
    sns = Service("sns", session, region)
    given = attributes(spec, TOPIC)
    tags = shaped(spec["tags"], sns.shape("CreateTopic", "Tags"))
    arn = sns.do("CreateTopic", Name=spec["name"], Attributes=given, Tags=tags)["TopicArn"]
    found = lost(given, sns.do("GetTopicAttributes", TopicArn=arn)["Attributes"])
    kept = lost(tags, sns.do("ListTagsForResource", ResourceArn=arn)["Tags"], "tags")
    return found + kept + unsaid(spec, {"name", "tags", *TOPIC})


def make_subscription(spec, session, region):
    sns = Service("sns", session, region)
    raw = {"RawMessageDelivery": spec["rawMessageDelivery"]}
    arn = sns.do("Subscribe", TopicArn=spec["topicARN"], Protocol=spec["protocol"], Endpoint=spec["endpoint"],
                 Attributes=raw, ReturnSubscriptionArn=True)["SubscriptionArn"]
    ends = {"TopicArn": spec["topicARN"], "Endpoint": spec["endpoint"]}
    found = lost({**raw, **ends}, sns.do("GetSubscriptionAttributes", SubscriptionArn=arn)["Attributes"])
    return found + unsaid(spec, {"topicARN", "protocol", "endpoint", "rawMessageDelivery"})


def make_table(spec, session, region):
    dynamodb = Service("dynamodb", session, region)
    named = {"TableName": spec["tableName"]}
    model = dynamodb.client.meta.service_model.operation_model("CreateTable").input_shape
    first = shaped({key: one for key, one in spec.items() if key not in ("continuousBackups", "timeToLive")}, model)
    table = dynamodb.do("CreateTable", **first)["TableDescription"]
    keys = ("TableName", "KeySchema", "AttributeDefinitions", "DeletionProtectionEnabled")
    found = lost({key: first[key] for key in keys}, dynamodb.do("DescribeTable", **named)["Table"])
    # Moto does not take it with the table, where the controller gives it first.
    dynamodb.do("PutResourcePolicy", ResourceArn=table["TableArn"], Policy=first["ResourcePolicy"])
    policy = dynamodb.do("GetResourcePolicy", ResourceArn=table["TableArn"])
    found += lost({"Policy": first["ResourcePolicy"]}, policy)
    tags = dynamodb.do("ListTagsOfResource", ResourceArn=table["TableArn"])["Tags"]
    found += lost(first["Tags"], tags, "tags")
    dynamodb.set(spec, "continuousBackups", "UpdateContinuousBackups", "PointInTimeRecoverySpecification", **named)
    backups = dynamodb.do("DescribeContinuousBackups", **named)["ContinuousBackupsDescription"]
    found += lost({"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED"}}, backups)
    if "timeToLive" in spec:
        value = dynamodb.set(spec, "timeToLive", "UpdateTimeToLive", "TimeToLiveSpecification", **named)
        said = dynamodb.do("DescribeTimeToLive", **named)["TimeToLiveDescription"]
        found += lost({"AttributeName": value["AttributeName"], "TimeToLiveStatus": "ENABLED"}, said, "timeToLive")
    return found


MAKERS = {
    "Bucket": make_bucket,
    "Table": make_table,
    "Topic": make_topic,
    "Queue": make_queue,
    "Subscription": make_subscription,
}


def session_of(account):
    taken = boto3.client("sts", region_name="us-east-1").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/deploy", RoleSessionName="deploy"
    )["Credentials"]
    return boto3.session.Session(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"])


def tried(given):
    one = given["object"]
    try:
        found = MAKERS[one["kind"]](one["spec"], session_of(given["account"]), given["region"])
    except Exception as error:  # whatever botocore and moto throw is what they say of the object
        found = [f"{type(error).__name__}: {error}"[:400]]
    return {"file": given["file"], "lost": found}


def main():
    with mock_aws():
        json.dump([tried(one) for one in json.load(sys.stdin)], sys.stdout)


main()
