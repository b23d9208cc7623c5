//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The places of a request's body where any text will do: there a marker can stand by which the thing is known again.
enum FreeText {
    /// The places, likeliest to take any text and to show it again first.
    ///
    /// Texts with a format, a pattern or fixed values, and references to other things are left out.
    static func places(
        in request: OperationRequest,
        _ schemas: SchemaLibrary
    ) -> [(point: InsertionPoint, longest: Int?)] {
        guard let body = request.operation.requestBody else { return [] }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return [] }
        var found: [(rank: Int, point: InsertionPoint, longest: Int?)] = []
        for field in FlatSchema(schema, in: schemas).fields {
            let type = field.schema.types
            guard type.isEmpty || type.contains(.string), field.schema.enumeration.isEmpty,
                field.schema.format == nil, field.schema.pattern == nil, field.schema.maxLength ?? 64 >= 8
            else { continue }
            let words = Words.split(field.name)
            guard Set(words).isDisjoint(with: excluded), words.last != "id", !field.schema.isReadOnly else { continue }
            let point = InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
            guard case .string = request.value(at: point) else { continue }
            let rank = words.compactMap { preferred.firstIndex(of: $0) }.min() ?? preferred.count
            found.append((rank, point, field.schema.maxLength))
        }
        return found.sorted { $0.rank < $1.rank }.map { ($0.point, $0.longest) }
    }

    private static let preferred = [
        "title", "name", "subject", "label", "note", "notes", "description", "text", "body", "content", "message",
        "comment", "caption", "summary", "reference", "nickname", "address", "secret", "details", "remark", "reason",
    ]
    private static let excluded: Set<String> = [
        "email", "mail", "url", "uri", "phone", "date", "time", "password", "token", "currency", "country", "code",
        "type", "status", "state", "role", "locale", "language", "uuid", "ids", "iban", "sku", "coupon", "pin", "otp",
        "ip", "color", "colour", "unit", "method", "format", "timezone", "zip", "postcode", "plan", "tier",
    ]
}
