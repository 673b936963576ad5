"""Checks what CloudFormation would get: template.yaml as SAM translates it, in each region of the README's table.

  local/.venv-sam/bin/python local/regions.py

Each region is translated for its own partition, with the parameters that the table names. Intrinsic conditions are
evaluated with them, so that cfn-lint sees what would be deployed and nothing else. It knows which resource types and
properties each region has, but not everywhere that Lambda has no SnapStart, and not that it has no X-Ray in China:
these two are checked here, by what AWS's documentation says.
"""

import concurrent.futures
import copy
import logging
import os
import pathlib
import re
import sys

# No account is asked; without these the SDK looks for real credentials.
os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_CONFIG_FILE=os.devnull,
                  AWS_SHARED_CREDENTIALS_FILE=os.devnull)

from cfnlint.api import lint  # noqa: E402
from cfnlint.config import ManualArgs  # noqa: E402
from cfnlint.helpers import REGIONS  # noqa: E402
from samcli.lib.translate.sam_template_validator import SamTemplateValidator  # noqa: E402
from samcli.yamlhelper import yaml_dump, yaml_parse  # noqa: E402

ROOT = pathlib.Path(__file__).parent.parent
GIVEN = {"ApproverEmail": "bob@example.com", "AlarmEmail": "ops@example.com", "SlackChannelId": "C0123456789"}
# Lambda Developer Guide, Improving startup performance with SnapStart, and what the partitions' own guides leave out.
WITHOUT_SNAPSTART = re.compile("us-gov-|cn-|eusc-|ap-east-2$|ap-southeast-6$")
# AWS services in China: AWS Lambda has no active tracing there.
WITHOUT_TRACING = re.compile("cn-")
NOTHING = object()

logging.disable(logging.WARNING)  # SAM talks of its own switches


def regions():
    """Region -> the parameters that the README gives for it."""
    table = (ROOT / "README.md").read_text().split("| region | parameters |")[1].split("\n\n")[0]
    found = {}
    for row in table.splitlines()[2:]:
        names, parameters = row.strip("| ").split(" | ")
        chosen = dict(code.split("=", 1) for code in re.findall("`([^`]+)`", parameters))
        found.update({name: chosen for name in re.findall("`([^`]+)`", names)})
    return found


def decided(condition, values, conditions):
    """Whether a condition of the template holds."""
    (function, of), = condition.items()
    if function == "Condition":
        return decided(conditions[of], values, conditions)
    if function == "Fn::Not":
        return not decided(of[0], values, conditions)
    if function in ("Fn::And", "Fn::Or"):
        return (all if function == "Fn::And" else any)(decided(each, values, conditions) for each in of)
    if function == "Fn::Equals":
        left, right = (str(values[side["Ref"]] if isinstance(side, dict) else side) for side in of)
        return left == right
    raise ValueError(f"unknown condition {condition}")


def pruned(node, held):
    """The template without Fn::If: what is chosen stands in its place, what is not is gone."""
    if isinstance(node, dict):
        if set(node) == {"Fn::If"}:
            condition, yes, no = node["Fn::If"]
            return pruned(yes if held[condition] else no, held)
        if node == {"Ref": "AWS::NoValue"}:
            return NOTHING
        return {key: kept for key, value in node.items() if (kept := pruned(value, held)) is not NOTHING}
    if isinstance(node, list):
        return [kept for value in node if (kept := pruned(value, held)) is not NOTHING]
    return node


def translated(region, parameters):
    os.environ["AWS_DEFAULT_REGION"] = region
    source = yaml_parse((ROOT / "template.yaml").read_text())
    values = {name: each.get("Default") for name, each in source["Parameters"].items()} | GIVEN | parameters
    validator = SamTemplateValidator(copy.deepcopy(source), None, region=region, parameter_overrides=values)
    template = yaml_parse(validator.get_translated_template_if_valid())
    conditions = template.pop("Conditions")
    held = {name: decided(condition, values, conditions) for name, condition in conditions.items()}
    template["Resources"] = {name: resource for name, resource in template["Resources"].items()
                             if held.get(resource.pop("Condition", None), True)}
    return pruned(template, held)


def check(region, parameters):
    """What is wrong there."""
    if region not in REGIONS:
        return [f"{region}: cfn-lint does not know this region"]
    template = translated(region, parameters)
    functions = {name: resource["Properties"] for name, resource in template["Resources"].items()
                 if resource["Type"] == "AWS::Lambda::Function"}
    wrong = [f"{name} has SnapStart" for name, each in functions.items()
             if WITHOUT_SNAPSTART.match(region) and "SnapStart" in each]
    wrong += [f"{name} is traced" for name, each in functions.items()
              if WITHOUT_TRACING.match(region) and each["TracingConfig"]["Mode"] == "Active"]
    # W2001: a parameter is unused once its condition is decided.
    matches = lint(yaml_dump(template), config=ManualArgs(regions=[region], ignore_checks=["W2001"]))
    return [f"{region}: {problem}" for problem in wrong + [str(match) for match in matches]]


def main():
    table = regions()
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        wrong = [problem for found in pool.map(check, table, table.values()) for problem in found]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"The translated template is right in {', '.join(table)}.")


if __name__ == "__main__":
    main()
