//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The exchanges of a proof as an HTTP Archive 1.2, for browsers and proxies.
///
/// Credentials are placeholders such as `{{alice.token}}`. A response is as the proof keeps it: redacted, and its body cut
/// to a bound, which the comment of its content says.
public struct HARExport: FindingExport {
    public var fileExtension: String { "har" }
    /// When the exchanges took place, in RFC 3339 form, as far as it is known.
    public var startedAt: String

    /// Makes an export whose exchanges took place at a time, in RFC 3339 form.
    public init(startedAt: String = "1970-01-01T00:00:00Z") { self.startedAt = startedAt }

    public func text(for finding: Finding, target: String) throws -> String {
        let proof = try proof(of: finding)
        let log = HARLog(
            comment: heading(of: finding).joined(separator: "\n"),
            entries: proof.steps.flatMap { step in
                Array(repeating: HARLog.Entry(step, target: target, startedAt: startedAt), count: step.repetitions)
            }
        )
        return String(decoding: try JSONCoding.encode(HARLog.File(log: log), isPretty: true), as: UTF8.self) + "\n"
    }
}

extension FindingExport where Self == HARExport {
    /// An HTTP Archive 1.2.
    public static var har: HARExport { HARExport() }
}
