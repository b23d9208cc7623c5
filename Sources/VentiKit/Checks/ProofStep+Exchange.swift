//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProofStep {
    /// Makes a step of an exchange that was already made, so that it can be sent again.
    ///
    /// Header lines that carry a credential are left out, because a replay adds the credential of the step's identity;
    /// so are those that every transport writes by itself.
    ///
    /// - Parameters:
    ///   - label: What the request is for; unique within the proof.
    ///   - exchange: What was sent, and what came back.
    ///   - redactor: Takes secrets out of both.
    ///   - focus: A text of the body that the excerpt shall show.
    package init(
        label: String,
        exchange: HTTPExchange,
        redactor: Redactor = Redactor(),
        focus: String? = nil
    ) {
        var request = exchange.request
        request.headers = HeaderLines(
            request.headers.lines.filter { line in
                !SensitiveNames.isSensitiveHeader(line.name)
                    && !Self.transportFields.contains(SensitiveNames.fold(line.name))
            }
        )
        self.init(
            label: label,
            identity: exchange.identity,
            request: redactor.record(request),
            response: redactor.record(exchange.response, focus: focus)
        )
    }

    private static let transportFields: Set<String> = [
        "host", "useragent", "contentlength", "connection", "acceptencoding", "transferencoding",
    ]
}
