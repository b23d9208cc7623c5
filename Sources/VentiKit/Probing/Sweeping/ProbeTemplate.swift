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
public struct ProbeTemplate: Sendable {
    /// The request with the placeholder in it.
    public let request: ProbeRequest
    /// What stands for the value.
    public let placeholder: String

    private let target: TemplateText
    private let headerValues: [TemplateText]
    private let body: [ArraySlice<UInt8>]

    /// Makes a template.
    ///
    /// - Parameters:
    ///   - request: The request with the placeholder in it; without one, all probes are the same.
    ///   - placeholder: A text that stands nowhere else in the request. Not empty.
    public init(_ request: ProbeRequest, placeholder: String = "{{value}}") {
        self.request = request
        self.placeholder = placeholder
        let mark = Array(placeholder.utf8)
        target = TemplateText(request.target, mark)
        headerValues = request.headers.lines.map { TemplateText($0.value, mark) }
        body =
            mark.isEmpty ? [request.body[...]] : request.body.split(separator: mark, omittingEmptySubsequences: false)
    }

    /// Whether the value stands in the path, where it decides which resource is asked for.
    var variesPath: Bool { target.varies && !target.beginning.utf8.contains(UInt8(ascii: "?")) }

    var variesTarget: Bool { target.varies }
    var variesHeaders: Bool { headerValues.contains { $0.varies } }

    /// How often the value stands in the body, and how long the rest of it is.
    var bodyParts: (values: Int, fixedBytes: Int) {
        (max(0, body.count - 1), body.reduce(0) { $0 + $1.count })
    }

    /// The request with the value in its place.
    public func request(with value: String) -> ProbeRequest {
        var result = request
        if target.varies { result.target = target.text(with: value) }
        if variesHeaders {
            result.headers = HeaderLines(
                zip(request.headers.lines, headerValues).map { line, text in
                    HeaderLines.Line(name: line.name, value: text.text(with: value))
                }
            )
        }
        if body.count > 1 { result.body = Array(body.joined(separator: Array(value.utf8))) }
        return result
    }
}

/// A text with places for a value.
private struct TemplateText: Sendable {
    private let pieces: [String]

    init(_ text: String, _ mark: [UInt8]) {
        guard !mark.isEmpty else {
            pieces = [text]
            return
        }
        pieces = Array(text.utf8).split(separator: mark, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    var varies: Bool { pieces.count > 1 }

    /// What stands before the first place.
    var beginning: String { pieces[0] }

    func text(with value: String) -> String { pieces.count == 1 ? pieces[0] : pieces.joined(separator: value) }
}
