"""`sonoset serve`, for tests: every answer is compared with the description of the API, lib/serve/api/openapi.json."""
import json
import urllib.parse

import jsonschema

import http_served

# What the ranges 4XX and 5XX of every operation stand for.
COMMON = {401, 403, 421, 429, 503}


class Document:
    def __init__(self, document):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.answered = set()  # (operationId, status)

    def resolved(self, value):
        return self.resolver.resolve(value["$ref"])[1] if "$ref" in value else value

    def validate(self, value, schema, what):
        errors = list(jsonschema.Draft202012Validator(schema, resolver=self.resolver).iter_errors(value))
        assert not errors, (what, [f"{list(error.path)}: {error.message[:300]}" for error in errors[:3]])

    def operation(self, method, path):
        """(operation, parameters) of an address; nothing if it is not described. Fixed segments win."""
        segments = path.split("?")[0].split("/")
        fitting = []
        for template, item in self.document["paths"].items():
            parts = template.split("/")
            open_parts = [part.startswith("{") for part in parts]
            if len(parts) == len(segments) and all(o or part == segment for o, part, segment in zip(open_parts, parts, segments)):
                fitting.append((open_parts, item))
        for _, item in sorted(fitting, key=lambda one: one[0]):
            found = item.get(method.lower()) or (item.get("get") if method == "HEAD" else None)
            if found:
                return found, [self.resolved(one) for one in item.get("parameters", []) + found.get("parameters", [])]
        return None, []

    def operations(self):
        return {operation["operationId"] for item in self.document["paths"].values() for name, operation in item.items() if name != "parameters"}

    def check(self, method, path, body, sent, status, headers, text):
        operation, parameters = self.operation(method, path)
        if operation is None:
            assert status in (404, 405, *COMMON) or not path.startswith("/api/"), (method, path, status)
            return
        what = (method, path, status)
        name = operation["operationId"]
        answer = operation["responses"].get(str(status))
        if answer is None:
            strange = status == 400 and "%" in path
            assert status in COMMON or strange, (*what, "status not described", text[:300])
            answer = operation["responses"][f"{status // 100}XX"]
        self.answered.add((name, status))
        if status < 400:
            self.check_request(operation, parameters, path, body, sent, what)
        self.check_answer(self.resolved(answer), method, headers, text, what)

    def check_request(self, operation, parameters, path, body, sent, what):
        known = {one["name"] for one in parameters if one["in"] == "query"}
        asked = {key for key, _ in urllib.parse.parse_qsl(path.partition("?")[2], keep_blank_values=True)}
        assert "columns" in known or asked <= known, (*what, asked - known)
        for one in parameters:
            if one["in"] == "header" and one.get("required"):
                assert one["name"] in sent, (*what, one["name"])
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            self.validate(json.loads(body), content["application/json"]["schema"], (*what, "request"))
        assert content or not body, (*what, "a body that is not described")

    def check_answer(self, answer, method, headers, text, what):
        for name in answer.get("headers", {}):
            assert name.lower() in headers, (*what, name)
        if not answer.get("content"):
            assert not text, (*what, text[:300])
            return
        kind = headers["content-type"].split(";")[0]
        assert kind in answer["content"], (*what, kind)
        schema = answer["content"][kind].get("schema")
        if schema and method != "HEAD":
            self.validate(json.loads(text), schema, what)


class Documented(http_served.Served):
    """`document`: a Document, which several servers may share."""

    def __init__(self, document, *words, **options):
        self.document = document
        super().__init__(*words, **options)

    def ask(self, method, path, body=None, headers={}, timeout=60):
        got = super().ask(method, path, body, headers, timeout)
        self.document.check(method, path, body, headers, *got)
        return got
