//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The places of a request that take a value that is made anew: free texts, and names that must be unique.
enum MarkerPlaces {
    struct Place: Sendable {
        var point: InsertionPoint
        var kind: FreshValue.Kind
        var longest: Int?
    }

    /// Free texts first, then texts whose pattern a marker fits, and e-mail addresses.
    static func places(in request: OperationRequest, _ schemas: SchemaLibrary) -> [Place] {
        var places = FreeText.places(in: request, schemas).map {
            Place(point: $0.point, kind: .marker, longest: $0.longest)
        }
        guard let body = request.operation.requestBody,
            let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm),
            let schema = content.schema
        else { return places }
        for field in FlatSchema(schema, in: schemas).fields {
            let point = InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
            guard !places.contains(where: { $0.point == point }), case .string = request.value(at: point),
                field.schema.enumeration.isEmpty, !field.schema.isReadOnly
            else { continue }
            if field.schema.format == "email" {
                places.append(Place(point: point, kind: .email))
            } else if field.schema.format == nil, let pattern = field.schema.pattern,
                field.schema.maxLength ?? 16 >= 8, takesMarkers(pattern, longest: field.schema.maxLength)
            {
                places.append(Place(point: point, kind: .marker, longest: field.schema.maxLength))
            }
        }
        return places
    }

    /// Whether texts as markers are fit a pattern.
    static func takesMarkers(_ pattern: String, longest: Int?) -> Bool {
        guard pattern.utf8.count <= 200, let expression = try? Regex(pattern) else { return false }
        let samples = ["vabcdefghjkmnpqr", "v23456789abcdefg", "vz9y8x7w6v5t4s3r"]
        return samples.allSatisfy { sample in
            let match = try? expression.firstMatch(in: String(sample.prefix(longest ?? 16)))
            return match != nil
        }
    }
}
