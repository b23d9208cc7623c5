//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A flaw that an API is known to have.
package struct GroundTruth: Sendable, Hashable {
    /// The check that must find it, such as `venti.sqli.error`.
    package var checkID: String
    /// Where, such as `GET /customers/{username}`; `*` where it is all over the API.
    package var operation: String

    init(_ checkID: String, _ operation: String) {
        self.checkID = "venti." + checkID
        self.operation = operation
    }
}

extension ParcelService {
    /// The flaws of the vulnerable build, in the order of the catalogue of checks.
    ///
    /// The injections can be shown by a delay as well; what an error or a condition shows is not listed once more.
    package static let groundTruth: [GroundTruth] = [
        GroundTruth("sqli.error", "GET /customers/{username}"),
        GroundTruth("sqli.error", "GET /parcels"),
        GroundTruth("sqli.boolean", "GET /customers/{username}"),
        GroundTruth("sqli.boolean", "GET /parcels"),
        GroundTruth("err.stacktrace", "GET /parcels/{trackingNumber}"),
        GroundTruth("err.stacktrace", "GET /parcels/{trackingNumber}/events"),
        GroundTruth("bopla.writeonly-leak", "GET /customers/{username}"),
        GroundTruth("bopla.writeonly-leak", "GET /me"),
        GroundTruth("debug.endpoint", "GET /debug/state"),
        GroundTruth("auth.missing", "GET /invoices"),
        GroundTruth("auth.invalid-accepted", "GET /parcels/{trackingNumber}/events"),
        GroundTruth("auth.user-enumeration", "POST /login"),
        GroundTruth("jwt.alg-none", "*"),
        GroundTruth("jwt.signature-not-verified", "GET /notifications"),
        GroundTruth("jwt.weak-secret", "*"),
        GroundTruth("res.no-rate-limit", "POST /login"),
        GroundTruth("cors.reflect-credentials", "*"),
        GroundTruth("headers.version-leak", "*"),
        GroundTruth("methods.trace", "*"),
        GroundTruth("conf.server-error", "GET /quotes"),
        GroundTruth("lint.unbounded-string-array", "*"),
        GroundTruth("lint.secret-example", "POST /login"),
        GroundTruth("lint.http-server", "*"),
        GroundTruth("lint.missing-401-403-429", "*"),
    ]
}
