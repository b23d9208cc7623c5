//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The parts of SARIF 2.1.0 that VentiKit writes, with the names and the sense of the standard.
///
/// Source: [OASIS SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
enum SARIF {
    struct Log: Codable {
        var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        var version = "2.1.0"
        var runs: [Run]

        enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }
    }

    struct Run: Codable {
        var tool: Tool
        var automationDetails: AutomationDetails
        var invocations: [Invocation]
        /// The reader counts columns in characters of Unicode.
        var columnKind = "unicodeCodePoints"
        var taxonomies: [Taxonomy]
        var results: [Result]
        var properties: [String: Int]?
    }

    struct AutomationDetails: Codable {
        var id: String
    }

    struct Tool: Codable {
        var driver: Driver
    }

    struct Driver: Codable {
        var name: String
        var version: String
        var semanticVersion: String?
        var rules: [Rule]
        var supportedTaxonomies: [ComponentReference]?
    }

    struct Invocation: Codable {
        var executionSuccessful: Bool
        var startTimeUtc: String?
        var toolExecutionNotifications: [Notification]?
    }

    struct Notification: Codable {
        var level: Level
        var message: Text
        var locations: [Location]?
    }

    struct Text: Codable {
        var text: String
    }

    struct RichText: Codable {
        var text: String
        var markdown: String?
    }

    enum Level: String, Codable {
        case note, warning, error
    }
}
