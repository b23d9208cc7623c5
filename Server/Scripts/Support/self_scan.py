##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/self-scan: VENTI-SERVER VENTI FOLDER REQUESTS."""

import collections
import json
import os
import subprocess
import sys

import described
import toy_api
from running_server import RunningServer

binary, venti, folder, requests = sys.argv[1:5]


def write(name, text):
    path = os.path.join(folder, name)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path


def access_rules(document, server, tokens):
    """Who may call what, from the document's word for it and from what each role says that it may."""
    roles = {role: server.ask("GET", "/api/v1/me", token)["permissions"] for role, token in tokens.items()}
    rules = {}
    for item in document["paths"].values():
        for operation in item.values():
            needed = operation["x-access"]
            if needed == "anybody":
                allowed = ["anonymous", *roles]
            elif needed == "signed-in":
                allowed = list(roles)
            else:
                allowed = [role for role, permissions in roles.items() if needed in permissions]
            rules["id:" + operation["operationId"]] = allowed
    return rules


with RunningServer(binary) as server:
    url = toy_api.serve()
    ann = server.owner()
    bea = server.make_tenant("other", "bea@example.com")
    vic = server.invite(ann[1], "vic@example.com", "viewer")
    vera = server.invite(bea[1], "vera@example.com", "viewer")
    for _, token in (ann, bea):
        # A stop of another target, so that there is one to be released.
        ids = toy_api.scanned(server, token, url)
        spare = {"project_id": ids["project"], "name": "Spare", "url": "http://127.0.0.1:1"}
        stopped = server.ask("POST", "/api/v1/targets", token, spare)["id"]
        reason = {"reach": "target", "target_id": stopped, "reason": "It is down."}
        server.ask("POST", "/api/v1/emergency-stops", token, reason)
    document = described.document(server, {"slug": "validation"})
    write("openapi.json", json.dumps(document))

    def identity(email, account, role):
        secret = write(email.split("@")[0] + ".password", account[0])
        return {"role": role, "login": {"username": email, "password_file": secret}}

    settings = {
        "version": 1,
        "target": {"spec": os.path.join(folder, "openapi.json"), "url": server.url},
        # Of the same role are members of two tenants: neither may reach what the other has.
        "identities": {
            "ann": identity("admin@localhost", ann, "owner"),
            "bea": identity("bea@example.com", bea, "owner"),
            "vic": identity("vic@example.com", vic, "viewer"),
            "vera": identity("vera@example.com", vera, "viewer"),
        },
        "profile": "active",
        "operations": [
            {"match": "id:engageEmergencyStop", "skip": True, "reason": "under a stop no scan can be asked for"}
        ],
        "limits": {"requests": int(requests), "rps": 60, "seconds": 900, "concurrency": 4},
        "access": access_rules(document, server, {"owner": ann[1], "viewer": vic[1]}),
    }
    config = write("venti.yaml", json.dumps(settings))
    report = os.path.join(folder, "report.json")
    status = subprocess.run(
        [venti, "scan", "--config", config, "--fail-on", "low", "--progress", "plain", "--output", "table",
         "--output", "json=" + report, "--output", "html=" + os.path.join(folder, "report.html")],
        stdout=sys.stderr, cwd=folder, check=False,
    ).returncode
    write("server.log", server.log)
    failures = server.failures
    write("server-errors.log", "\n".join(failures))

if status not in (0, 1):
    raise SystemExit(f"self-scan: the scan ended with {status}")
with open(report, encoding="utf-8") as file:
    result = json.load(file)
counts = collections.Counter(finding["severity"] for finding in result["findings"])
above = sum(count for severity, count in counts.items() if severity != "info")
operations = result["coverage"]["operations"]
reached = sum(any(200 <= (attempt.get("bestStatus") or 0) < 300 for attempt in one["attempts"]) for one in operations)
print(
    f"self-scan: operations={len(operations)} reached={reached} requests={result['statistics']['requestsSent']}"
    f" low_or_above={above} info={counts['info']} server_errors={len(failures)}"
)
sys.exit(1 if above or failures or status else 0)
