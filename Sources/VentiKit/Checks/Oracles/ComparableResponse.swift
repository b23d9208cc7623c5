//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A response reduced to what two answers to the same question have in common (oracle P1).
///
/// Status, media type and redirect target count; volatile values and echoes of the request do not. JSON is compared
/// member by member, everything else as text.
struct ComparableResponse: Sendable, Hashable {
    private let status: Int
    private let mediaType: String
    private let redirect: String
    private let content: Content

    private enum Content: Sendable, Hashable {
        case empty
        case json([String: String])
        case shape(String)
        case text(String)
    }

    init(_ response: ProbeResponse, mask: ResponseMask) {
        let echoes = EchoMask(mask.echoedTexts)
        status = response.status
        mediaType = response.mediaType
        redirect = (300..<400).contains(response.status) ? echoes.strip(response.headers["location"] ?? "") : ""
        if response.body.isEmpty {
            content = .empty
        } else if let json = JSONValue(parsingJSON: response.body), !json.isScalar {
            if mask.comparesShapeOnly {
                content = .shape(json.shape)
            } else {
                let volatile = Set(mask.volatilePointers)
                var leaves: [String: String] = [:]
                for leaf in json.leaves where !volatile.contains(Self.generalised(leaf.pointer)) {
                    leaves[leaf.pointer] = Self.canonical(leaf.value, echoes)
                }
                // A list that is empty is no leaf, and yet says something.
                Self.collectEmpties(in: json, at: "", into: &leaves)
                content = .json(leaves)
            }
        } else if mask.comparesShapeOnly {
            content = .shape("text")
        } else {
            content = .text(echoes.strip(response.bodyText))
        }
    }

    /// The pointer with array indices replaced by `*`, so that it means the same member of every element.
    static func generalised(_ pointer: String) -> String {
        pointer.split(separator: "/", omittingEmptySubsequences: false)
            .map { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } ? "*" : $0 }
            .joined(separator: "/")
    }

    private static func collectEmpties(in value: JSONValue, at pointer: String, into leaves: inout [String: String]) {
        guard leaves.count < 10_000, pointer.utf8.count <= 1_024 else { return }
        switch value {
        case .array(let elements):
            if elements.isEmpty { leaves[pointer] = "[]" }
            for (index, element) in elements.enumerated() where !element.isScalar {
                collectEmpties(in: element, at: "\(pointer)/\(index)", into: &leaves)
            }
        case .object(let members):
            if members.isEmpty { leaves[pointer] = "{}" }
            for member in members where !member.value.isScalar {
                collectEmpties(in: member.value, at: "\(pointer)/\(JSONPointer.escape(member.name))", into: &leaves)
            }
        default: break
        }
    }

    private static func canonical(_ value: JSONValue, _ echoes: EchoMask) -> String {
        switch value {
        case .string(let text): "s" + echoes.strip(text)
        case .null: "null"
        default: "v" + (value.scalarText ?? "")
        }
    }
}

extension ProbeResponse {
    /// Whether the two responses say the same once the mask is applied.
    func isEquivalent(to other: ProbeResponse, mask: ResponseMask) -> Bool {
        ComparableResponse(self, mask: mask) == ComparableResponse(other, mask: mask)
    }
}
