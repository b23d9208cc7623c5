##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/schemathesis: VENTI-SERVER SCHEMATHESIS EXAMPLES ARGUMENT..."""

import json
import os
import subprocess
import sys
import tempfile

import described
import toy_api
from running_server import UNLIMITED, RunningServer

binary, program, examples, *arguments = sys.argv[1:]
# What is accepted of values is the schemas' business, but what they mean, such as that a host is there, is not.
checks = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method",
    "allow_header_conformance", "use_after_free", "ensure_resource_availability", "ignored_auth",
]

with RunningServer(binary, *UNLIMITED) as server, tempfile.TemporaryDirectory() as folder:
    _, token = server.owner()
    ids = toy_api.scanned(server, token, toy_api.serve())
    ids["finding"] = server.ask("GET", "/api/v1/findings", token)["items"][0]["id"]
    ids["slug"] = "validation"
    # A key, which nobody signs out.
    key = server.ask("POST", "/api/v1/api-keys", token, {"name": "schemathesis", "role": "owner"})["key"]
    schema = os.path.join(folder, "openapi.json")
    with open(schema, "w", encoding="utf-8") as file:
        json.dump(described.document(server, ids), file)
    report = os.path.join(folder, "report.ndjson")
    # No name of an owner is in the configuration that the program finds from its folder on.
    status = subprocess.run(
        [program, "run", schema, "--url", server.url, "--header", f"Authorization: Bearer {key}",
         "--checks", ",".join(checks), "--max-examples", examples, "--seed", "1", "--request-timeout", "30",
         "--report", "ndjson", "--report-ndjson-path", report, "--warnings", "off",
         "--suppress-health-check", "all", "--continue-on-failure", *arguments],
        stdout=sys.stderr, cwd=folder, check=False,
    ).returncode
    errors = server.failures
    requests = server.log.count('"msg":"request"') + len(errors)
    alive = server.process.poll() is None

for line in errors[:10]:
    print(line, file=sys.stderr)
print(f"schemathesis: requests={requests} exit={status} server_errors={len(errors)} alive={int(alive)}")
sys.exit(1 if status or errors or not alive else 0)
