//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes answers, whole or as wrong as a mode wants them.
enum Answer {
    /// A whole answer with a length.
    static func whole(
        _ body: [UInt8],
        status: String = "200 OK",
        type: String = "application/json",
        headers: [String] = []
    ) -> Step {
        let lines = ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(body.count)"] + headers
        return .send(Array(lines.map { $0 + "\r\n" }.joined().utf8) + Array("\r\n".utf8) + body)
    }

    static func whole(
        _ body: String,
        status: String = "200 OK",
        type: String = "application/json",
        headers: [String] = []
    ) -> Step {
        whole(Array(body.utf8), status: status, type: type, headers: headers)
    }

    /// The head of an answer of which the mode gives the lines and the body.
    static func head(_ headers: String..., status: String = "200 OK", body: String = "") -> Step {
        let lines = ["HTTP/1.1 \(status)", "Content-Type: application/json"] + headers
        return .send(lines.map { $0 + "\r\n" }.joined() + "\r\n" + body)
    }

    /// What a server says that means no harm.
    static let healthy = whole("{\"status\": \"ok\"}")
}
