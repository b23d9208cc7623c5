##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##
"""The body of Scripts/validate-reports: reads every report of a folder and compares what the readers found."""

import csv
import html.parser
import json
import os
import sys

import jsonschema
import junitparser
import markdown_it

folder = sys.argv[1]
problems = []


def expect(holds, what):
    if not holds:
        problems.append(what)


def load(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def hold_to(schema_variable, document, name):
    path = os.environ.get(schema_variable)
    if not path:
        print(f"{name}: not held to a schema; {schema_variable} is not set")
        return
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    errors = list(jsonschema.validators.validator_for(schema)(schema).iter_errors(document))
    for error in errors[:5]:
        problems.append(f"{name}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
    print(f"{name}: {len(errors)} errors by the schema")


class Elements(html.parser.HTMLParser):
    VOID = {"meta", "input", "br", "img", "link", "base"}

    def __init__(self):
        super().__init__()
        self.open, self.names, self.unbalanced = [], [], 0

    def handle_starttag(self, tag, attributes):
        self.names.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.names.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced += 1


report = load("report.json")
count = len(report["findings"])
expect(count > 0, "the demo scan found nothing")

with open(os.path.join(folder, "report.jsonl"), encoding="utf-8") as file:
    events = [json.loads(line) for line in file]
expect(sum(event["type"] == "finding" for event in events) == count, "jsonl: the findings are not all there")
expect(events[-1]["type"] == "finished", "jsonl: the last event is another")

sarif = load("report.sarif")
expect(len(sarif["runs"][0]["results"]) == count, "sarif: the results are not all there")
hold_to("SARIF_SCHEMA", sarif, "sarif")

gitlab = load("gl-dast-report.json")
expect(len(gitlab["vulnerabilities"]) == count, "gitlab: the vulnerabilities are not all there")
hold_to("GITLAB_SCHEMA", gitlab, "gitlab")

junit = junitparser.JUnitXml.fromfile(os.path.join(folder, "junit.xml"))
cases = [case for suite in junit for case in suite]
failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
expect(junit.tests == len(cases), "junit: the number of tests is wrong")
expect(junit.failures == len(failed), "junit: the number of failures is wrong")
expect(len({(case.classname, case.name) for case in cases}) == len(cases), "junit: two test cases have one name")

with open(os.path.join(folder, "report.csv"), encoding="utf-8", newline="") as file:
    records = list(csv.reader(file, strict=True))
expect(len(records) == count + 1, "csv: the records are not all there")
expect(len({len(record) for record in records}) == 1, "csv: records have different lengths")

with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
    page = Elements()
    page.feed(file.read())
expect(not page.open and page.unbalanced == 0, "html: an element is not closed")
expect("script" not in page.names, "html: there is a script")

with open(os.path.join(folder, "report.md"), encoding="utf-8") as file:
    text = file.read()
tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(text)
rows = sum(token.type == "tr_open" for token in tokens)
links = [child for token in tokens for child in token.children or [] if child.type in ("link_open", "image")]
expect(rows == count + 1, f"markdown: {rows - 1} rows for {count} findings")
expect(not links, "markdown: there is a link")

for problem in problems:
    print(f"error: {problem}", file=sys.stderr)
print(f"validate-reports: {count} findings in 9 files, {len(problems)} problems")
sys.exit(bool(problems))
