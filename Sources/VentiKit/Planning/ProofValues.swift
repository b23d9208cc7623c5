//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The values of one run of a proof: those that it makes anew, and those that it has taken from responses.
struct ProofValues: Sendable {
    private(set) var values: [String: JSONValue] = [:]

    /// The value of this name, where there is one by now.
    subscript(name: String) -> JSONValue? { values[name] }

    /// Makes a value anew. It differs in every run, so that a target that remembers the last one does not refuse it.
    mutating func make(_ fresh: FreshValue) {
        guard values[fresh.name] == nil else { return }
        var text: String
        switch fresh.kind {
        case .marker: text = ScanMarker.make()
        case .email: text = ScanMarker.make(length: 12) + "@example.com"
        case .password:
            text =
                "Vk7!" + Self.random(5, of: "abcdefghjkmnpqrstuvwxyz") + Self.random(3, of: "23456789")
                + Self.random(4, of: "ABCDEFGHJKMNPQRSTUVWXYZ")
        case .digits: text = Self.random(1, of: "123456789") + Self.random(8, of: "0123456789")
        case .uuid:
            let hex = "0123456789abcdef"
            text =
                "\(Self.random(8, of: hex))-\(Self.random(4, of: hex))-4\(Self.random(3, of: hex))-"
                + "\(Self.random(1, of: "89ab"))\(Self.random(3, of: hex))-\(Self.random(12, of: hex))"
        }
        if let maximum = fresh.maximumLength, maximum > 0 { text = String(text.prefix(maximum)) }
        values[fresh.name] = .string(text)
    }

    /// Gives a value a name, such as one that an earlier run has left.
    mutating func set(_ name: String, _ value: JSONValue) { values[name] = value }

    /// Takes values from a response.
    ///
    /// - Returns: The first capture that found nothing, or `nil`.
    mutating func take(_ captures: [ProofCapture], from response: ProbeResponse) -> ProofCapture? {
        for capture in captures {
            guard case .member(let name, let text) = capture.source else {
                let fallback = capture.fallback.map(JSONValue.string)
                guard let value = capture.source.value(in: response) ?? fallback else { return capture }
                values[capture.name] = value
                continue
            }
            let source = ProofCapture.Source.member(name: name, besideText: fill(text))
            guard let value = source.value(in: response) else { return capture }
            values[capture.name] = value
        }
        return nil
    }

    /// A text with the values in their places.
    func fill(_ text: String) -> String {
        fill(text) { $0.scalarText ?? "" }
    }

    /// A request with the values in their places, each written as its place needs it.
    ///
    /// - Returns: `nil` where the request names a value that is not there yet.
    func fill(_ request: ProbeRequest) -> ProbeRequest? {
        var request = request
        request.target = fill(request.target) { PercentEncoding.encode($0.scalarText ?? "") }
        var headers = HeaderLines()
        for line in request.headers.lines { headers.append(line.name, fill(line.value)) }
        request.headers = headers
        if !request.body.isEmpty, let text = String(validating: request.body, as: UTF8.self), text.contains("{{$") {
            request.body = Array(fillBody(text, mediaType: headers["content-type"] ?? "").utf8)
        }
        let isComplete =
            !request.target.contains("{{$") && !request.headers.lines.contains { $0.value.contains("{{$") }
        return isComplete ? request : nil
    }

    private func fillBody(_ text: String, mediaType: String) -> String {
        let mediaType = mediaType.lowercased()
        if mediaType.contains("urlencoded") { return fill(text) { PercentEncoding.encode($0.scalarText ?? "") } }
        guard mediaType.contains("json") else { return fill(text) }
        // A text that is nothing but a value takes the value's own type: ids are numbers as often as texts.
        var text = text
        for (name, value) in values where text.contains("\"{{$\(name)}}\"") {
            let written = String(decoding: value.serializedJSON(), as: UTF8.self)
            text = text.replacing("\"{{$\(name)}}\"", with: written)
        }
        return fill(text) { value in
            let quoted = String(decoding: JSONValue.string(value.scalarText ?? "").serializedJSON(), as: UTF8.self)
            return String(quoted.dropFirst().dropLast())
        }
    }

    private func fill(_ text: String, _ write: (JSONValue) -> String) -> String {
        guard text.contains("{{$") else { return text }
        var text = text
        for (name, value) in values where text.contains("{{$\(name)}}") {
            text = text.replacing("{{$\(name)}}", with: write(value))
        }
        return text
    }

    private static func random(_ count: Int, of alphabet: String) -> String {
        let characters = Array(alphabet)
        return String((0..<count).compactMap { _ in characters.randomElement() })
    }

    /// A rendered request with its placeholders as they were before they were encoded.
    static func template(_ request: ProbeRequest) -> ProbeRequest {
        var request = request
        request.target = decodingPlaceholders(request.target)
        let isForm = request.headers["content-type"]?.lowercased().contains("urlencoded") ?? false
        if isForm, let text = String(validating: request.body, as: UTF8.self) {
            request.body = Array(decodingPlaceholders(text).utf8)
        }
        return request
    }

    private static func decodingPlaceholders(_ text: String) -> String {
        guard text.contains("%7B%7B%24") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "%7B%7B%24"),
            let end = rest[start.upperBound...].firstRange(of: "%7D%7D")
        {
            result += rest[..<start.lowerBound] + "{{$" + rest[start.upperBound..<end.lowerBound] + "}}"
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}
