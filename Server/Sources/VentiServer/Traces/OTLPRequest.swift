//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// Spans as the OpenTelemetry protocol writes them in JSON: ids in hexadecimal digits, numbers of 64 bits as texts.
struct OTLPRequest: Encodable, Sendable {
    struct Value: Encodable, Sendable {
        var stringValue: String?
        var intValue: String?
    }

    struct Attribute: Encodable, Sendable {
        var key: String
        var value: Value

        init(_ key: String, _ value: TraceSpan.Value) {
            self.key = key
            switch value {
            case .text(let text): self.value = Value(stringValue: text)
            case .number(let number): self.value = Value(intValue: String(number))
            }
        }
    }

    struct Status: Encodable, Sendable {
        var code: Int
        var message: String?
    }

    struct Span: Encodable, Sendable {
        var traceId: String
        var spanId: String
        var parentSpanId: String?
        var flags: Int
        var name: String
        var kind: Int
        var startTimeUnixNano: String
        var endTimeUnixNano: String
        var attributes: [Attribute]
        var status: Status

        init(_ span: TraceSpan) {
            traceId = span.context.trace
            spanId = span.context.span
            parentSpanId = span.parent?.span
            flags = span.context.isSampled ? 1 : 0
            name = span.name
            kind = span.kind.rawValue
            startTimeUnixNano = String(span.began)
            endTimeUnixNano = String(span.ended)
            attributes = OTLPRequest.attributes(span.attributes)
            status = span.failure.map { Status(code: 2, message: $0) } ?? Status(code: 0)
        }
    }

    struct Resource: Encodable, Sendable {
        var attributes: [Attribute]
    }

    struct Scope: Encodable, Sendable {
        var name: String
    }

    struct ScopeSpans: Encodable, Sendable {
        var scope: Scope
        var spans: [Span]
    }

    struct ResourceSpans: Encodable, Sendable {
        var resource: Resource
        var scopeSpans: [ScopeSpans]
    }

    var resourceSpans: [ResourceSpans]

    init(_ spans: [TraceSpan], resource: [String: String]) {
        resourceSpans = [
            ResourceSpans(
                resource: Resource(attributes: Self.attributes(resource.mapValues { .text($0) })),
                scopeSpans: [ScopeSpans(scope: Scope(name: "venti-server"), spans: spans.map(Span.init))]
            )
        ]
    }

    private static func attributes(_ values: [String: TraceSpan.Value]) -> [Attribute] {
        values.sorted { $0.key < $1.key }.map { Attribute($0.key, $0.value) }
    }
}
