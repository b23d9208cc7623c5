//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

// What the code in the documentation takes for granted: Scripts/check-snippets compiles this file beside the blocks of
// each page. `request` and `policy` are parameters of the function around a block of statements.

import HTTPTypes
import VentiKit

let aliceToken = "a token"
let bobPassword = "a password"
let key = "a key"

/// A host's job: what it does with what a scan tells.
protocol HostJob: Sendable {
    func update(_ fraction: Double) async
    func add(_ finding: Finding) async
    func finish(_ report: ScanReport) async
}

typealias Job = any HostJob

/// A host's application, as a router's test client or a handler of its own.
protocol HostApplication: Sendable {
    func respond(to request: HTTPRequest, body: [UInt8]) async throws -> (HTTPResponse, [UInt8])
}

/// The values that a host has. Nothing runs here, so nothing makes them.
func given<Value>(_ type: Value.Type = Value.self) -> Value { swiftOnlyTypeChecks() }
private func swiftOnlyTypeChecks() -> Never { while true {} }

let job: Job = given()
let application: any HostApplication = given()
let report: ScanReport = given()
