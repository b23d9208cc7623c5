//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The keys that the reader looks for.
///
/// Each has the same number in every document's key table.
enum Keyword: UInt32, CaseIterable, Sendable {
    // Documents and path items
    case openapi, swagger, info, title, version, servers, paths, webhooks, xWebhooks, components, definitions
    case securityDefinitions, security, host, basePath, schemes, consumes, produces, parameters, responses
    case get, put, post, delete, options, head, patch, trace, query, additionalOperations
    // Operations
    case operationID, summary, description, tags, deprecated, requestBody, content, headers, schema, itemSchema
    case name, location, required, style, explode, allowReserved, collectionFormat, example, examples, value, xExample
    case url, variables
    // Security
    case securitySchemes, type, scheme, bearerFormat, flows, flow, openIDConnectURL
    // Schemas
    case ref, dynamicRef, recursiveRef, anchor, dynamicAnchor, id, legacyID, format, pattern, enumeration, constant
    case defaultValue, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength
    case minItems, maxItems, readOnly, writeOnly, nullable, properties, additionalProperties, patternProperties
    case items, prefixItems, allOf, oneOf, anyOf, schemas, merge

    /// The keys as documents write them, in the order of the cases.
    static let names: [String] = """
        openapi swagger info title version servers paths webhooks x-webhooks components definitions \
        securityDefinitions security host basePath schemes consumes produces parameters responses \
        get put post delete options head patch trace query additionalOperations \
        operationId summary description tags deprecated requestBody content headers schema itemSchema \
        name in required style explode allowReserved collectionFormat example examples value x-example \
        url variables \
        securitySchemes type scheme bearerFormat flows flow openIdConnectUrl \
        $ref $dynamicRef $recursiveRef $anchor $dynamicAnchor $id id format pattern enum const \
        default minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength \
        minItems maxItems readOnly writeOnly nullable properties additionalProperties patternProperties \
        items prefixItems allOf oneOf anyOf schemas <<
        """.split(separator: " ").map(String.init)

    /// The key as documents write it.
    var text: String { Keyword.names[Int(rawValue)] }
}
