//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request of which one part changes from probe to probe.
///
/// The part is marked by a placeholder, which may stand in the target, in values of headers and in the body, several
/// times over. What replaces it stands there as it is: a value for a target must be percent-encoded, one for JSON escaped.
public struct ProbeTemplate: Sendable, Hashable {
    /// The request with the placeholder in it.
    public let request: ProbeRequest
    /// What stands for the value.
    public let placeholder: String

    /// Makes a template.
    ///
    /// - Parameters:
    ///   - request: The request with the placeholder in it; without one, all probes are the same.
    ///   - placeholder: A text that stands nowhere else in the request. Not empty.
    public init(_ request: ProbeRequest, placeholder: String = "{{value}}") {
        self.request = request
        self.placeholder = placeholder
    }

    /// Whether the value stands where it decides which resource is asked for, or could end a line.
    var variesHead: Bool {
        request.target.contains(placeholder) || request.method.contains(placeholder)
            || request.headers.lines.contains { $0.value.contains(placeholder) || $0.name.contains(placeholder) }
    }

    /// Whether the value stands in the body.
    var variesBody: Bool { !request.body.ranges(of: Array(placeholder.utf8)).isEmpty }

    /// The request with the value in its place.
    public func request(with value: String) -> ProbeRequest {
        var result = request
        if variesHead {
            result.method = result.method.replacing(placeholder, with: value)
            result.target = result.target.replacing(placeholder, with: value)
            result.headers = HeaderLines(
                result.headers.lines.map { line in
                    HeaderLines.Line(
                        name: line.name.replacing(placeholder, with: value),
                        value: line.value.replacing(placeholder, with: value)
                    )
                }
            )
        }
        if variesBody { result.body = result.body.replacing(Array(placeholder.utf8), with: Array(value.utf8)) }
        return result
    }
}
