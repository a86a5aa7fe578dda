"""Validates YAML files against a JSON Schema: `check_schema.py SCHEMA FILE...` prints "ok" or "no: why" for each.

Exits with 77 if python3-jsonschema or python3-yaml is not installed.
"""

import json
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """Reads dates as text, as JSON has none."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        document = yaml.load(file, Loader)
    problems = [error.message.replace("\n", " ") for error in validator.iter_errors(document)]
    print("no: " + problems[0] if problems else "ok")
