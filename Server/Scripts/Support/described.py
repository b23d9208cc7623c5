##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The server's own document, with ids that are there as its examples."""

import json


def document(server, ids):
    """The document as the server serves it; `{target}` and its like become ids, and parameters get them as examples."""
    text = server.request("GET", "/api/v1/openapi.json").body.decode()
    for name, value in ids.items():
        text = text.replace('"{' + name + '}"', json.dumps(value))
    result = json.loads(text)
    for item in result["paths"].values():
        for operation in item.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path" and parameter["name"] in ids:
                    parameter["example"] = ids[parameter["name"]]
    return result
