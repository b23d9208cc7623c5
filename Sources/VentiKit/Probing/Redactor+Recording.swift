//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Redactor {
    /// A request as evidence.
    public func record(_ request: ProbeRequest) -> RecordedRequest {
        var recorded = RecordedRequest(
            method: request.method,
            target: redact(request.target),
            headers: request.headers.lines.map {
                RecordedHeader(name: $0.name, value: redactRequestHeader(name: $0.name, value: $0.value))
            }
        )
        guard !request.body.isEmpty else { return recorded }
        if let text = String(validating: request.body, as: UTF8.self) {
            recorded.body = redact(text)
        } else {
            recorded.bodyBase64 = Base64.encode(request.body)
        }
        return recorded
    }

    /// A response as evidence, with at most `maximumCharacters` of its body around the first occurrence of `focus`.
    public func record(
        _ response: ProbeResponse,
        focus: String? = nil,
        maximumCharacters: Int = 2_000
    ) -> RecordedResponse {
        let text = excerptOfLongBody(response.body, focus, maximumCharacters) ?? redactBody(response.bodyText)
        return RecordedResponse(
            status: response.status,
            headers: response.headers.lines.prefix(64).map {
                RecordedHeader(
                    name: String($0.name.prefix(200)),
                    value: String(redactHeader(name: $0.name, value: $0.value).prefix(1_000))
                )
            },
            bodyExcerpt: Self.excerpt(of: text, around: focus, maximumCharacters: maximumCharacters),
            bodyBytes: response.body.count
        )
    }

    /// The redacted beginning of a long body, from which the excerpt can be taken as from the whole.
    ///
    /// The body is cut where no token goes on.
    ///
    /// - Returns: `nil` where the whole must be looked at.
    private func excerptOfLongBody(_ body: [UInt8], _ focus: String?, _ maximumCharacters: Int) -> String? {
        let longest = 64 << 10
        guard focus == nil, body.count > 2 * longest else { return nil }
        guard let end = body[..<longest].suffix(1_024).lastIndex(where: Self.endsToken) else { return nil }
        let text = redactBody(String(decoding: body[..<end], as: UTF8.self))
        return text.count > 4 * maximumCharacters ? text : nil
    }

    /// Whether a byte is ASCII and part of no token.
    private static func endsToken(_ byte: UInt8) -> Bool {
        let isMark = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        return byte < 0x80 && !byte.isASCIILetter && !byte.isASCIIDigit && !isMark
    }

    private static func excerpt(of text: String, around focus: String?, maximumCharacters: Int) -> String {
        guard text.count > maximumCharacters else { return text }
        guard let focus, let range = text.firstRange(of: focus) else { return text.prefix(maximumCharacters) + "…" }
        let start = text.index(range.lowerBound, offsetBy: -maximumCharacters / 4, limitedBy: text.startIndex)
        let from = start ?? text.startIndex
        let excerpt = text[from...].prefix(maximumCharacters)
        return (from == text.startIndex ? "" : "…") + excerpt + (excerpt.endIndex == text.endIndex ? "" : "…")
    }
}
