//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// All passive checks and all signatures, on every response.
struct PassiveAnalysis: Sendable {
    let operation: APIOperation?
    let identity = "alice"
    private let checks: [any PassiveCheck]
    private let signatures = SignatureLibrary.default

    init(_ load: Load) throws {
        let document = """
            {"openapi":"3.1.0","info":{"title":"Load","version":"1"},
             "components":{"securitySchemes":{"b":{"type":"http","scheme":"bearer"}}},"security":[{"b":[]}],
             "paths":{"\(load.path)":{"\(load.method.lowercased())":{"responses":{"200":{"description":"ok","content":
             {"application/json":{"schema":{"type":"object","properties":{"id":{"type":"integer"}}}}}}}}}}}
            """
        operation = try APIDescription(bytes: Array(document.utf8), name: "load.json").operations.first
        checks = CheckSet.default.checks.compactMap { $0 as? any PassiveCheck }
    }

    func isInteresting(_ probe: SweptProbe) -> Bool {
        let exchange = probe.exchange
        var found = 0
        for check in checks { found += check.inspect(exchange).count }
        for name in signatures.names where signatures.match(name, in: exchange.response.body) != nil { found += 1 }
        return found > 0
    }
}
