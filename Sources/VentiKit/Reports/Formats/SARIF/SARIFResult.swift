//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    struct Result: Codable {
        var ruleId: String
        var ruleIndex: Int
        var kind = "fail"
        var level: Level
        var message: Text
        var locations: [Location]
        var partialFingerprints: [String: String]
        /// Whether the baseline has it; `nil` where there is none.
        var baselineState: BaselineState?
        /// Of any result where acceptances were looked at, as the standard asks for: of all results or of none.
        var suppressions: [Suppression]?
        var codeFlows: [CodeFlow]?
        var webRequest: WebRequest?
        var webResponse: WebResponse?
        var properties: Properties

        struct Properties: Codable {
            var severity: String
            var confidence: String
            var shortID: String
            var evidenceClass: String?
            var affectedOperations: [String]?
        }
    }

    struct Location: Codable {
        var physicalLocation: PhysicalLocation
        var logicalLocations: [LogicalLocation]?
        var message: Text?
    }

    struct PhysicalLocation: Codable {
        var artifactLocation: ArtifactLocation
        var region: Region
    }

    struct ArtifactLocation: Codable {
        var uri: String
    }

    struct Region: Codable {
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        var endColumn: Int
    }

    struct LogicalLocation: Codable {
        var name: String
        var fullyQualifiedName: String
        var kind: String
    }

    struct CodeFlow: Codable {
        var message: Text
        var threadFlows: [ThreadFlow]
    }

    struct ThreadFlow: Codable {
        var locations: [ThreadFlowLocation]
    }

    struct ThreadFlowLocation: Codable {
        var location: Location
        var executionOrder: Int
    }
}
