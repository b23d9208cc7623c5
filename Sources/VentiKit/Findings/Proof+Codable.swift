//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, a proof needs no empty list of fresh values.
extension Proof {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case freshValues, steps, assertions
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            freshValues: try container.decode(.freshValues, default: []),
            steps: try container.decode([ProofStep].self, forKey: .steps),
            assertions: try container.decode([ProofAssertion].self, forKey: .assertions)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !freshValues.isEmpty { try container.encode(freshValues, forKey: .freshValues) }
        try container.encode(steps, forKey: .steps)
        try container.encode(assertions, forKey: .assertions)
    }
}

/// On the wire, a step needs a `label` and a `request` only, and a recorded message needs no empty members.
extension ProofStep {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case label, identity, tokenMutation, repetitions, isParallel, captures, role, request, response
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            label: try container.decode(String.self, forKey: .label),
            identity: try container.decodeIfPresent(String.self, forKey: .identity),
            tokenMutation: try container.decodeIfPresent(TokenMutation.self, forKey: .tokenMutation),
            repetitions: max(1, try container.decode(.repetitions, default: 1)),
            isParallel: try container.decode(.isParallel, default: false),
            captures: try container.decode(.captures, default: []),
            role: try container.decodeIfPresent(Role.self, forKey: .role),
            request: try container.decode(RecordedRequest.self, forKey: .request),
            response: try container.decodeIfPresent(RecordedResponse.self, forKey: .response)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(label, forKey: .label)
        try container.encodeIfPresent(identity, forKey: .identity)
        try container.encodeIfPresent(tokenMutation, forKey: .tokenMutation)
        try container.encode(repetitions, forKey: .repetitions)
        if isParallel { try container.encode(isParallel, forKey: .isParallel) }
        if !captures.isEmpty { try container.encode(captures, forKey: .captures) }
        try container.encodeIfPresent(role, forKey: .role)
        try container.encode(request, forKey: .request)
        try container.encodeIfPresent(response, forKey: .response)
    }
}

extension RecordedRequest {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case method, target, headers, body, bodyBase64
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            method: try container.decode(String.self, forKey: .method),
            target: try container.decode(String.self, forKey: .target),
            headers: try container.decode(.headers, default: []),
            body: try container.decodeIfPresent(String.self, forKey: .body),
            bodyBase64: try container.decodeIfPresent(String.self, forKey: .bodyBase64)
        )
    }
}

extension RecordedResponse {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case status, headers, bodyExcerpt, bodyBytes
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            status: try container.decode(Int.self, forKey: .status),
            headers: try container.decode(.headers, default: []),
            bodyExcerpt: try container.decode(.bodyExcerpt, default: ""),
            bodyBytes: try container.decode(.bodyBytes, default: 0)
        )
    }
}

extension ResponseMask {
    // Not private: the synthesised encoding lives in another file.
    enum CodingKeys: String, CodingKey {
        case volatilePointers, echoedTexts, comparesShapeOnly
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            volatilePointers: try container.decode(.volatilePointers, default: []),
            echoedTexts: try container.decode(.echoedTexts, default: []),
            comparesShapeOnly: try container.decode(.comparesShapeOnly, default: false)
        )
    }
}
