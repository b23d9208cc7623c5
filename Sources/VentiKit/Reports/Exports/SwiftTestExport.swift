//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A finding as a Swift Testing function that fails while the flaw is there.
///
/// The file needs nothing but VentiKit: it holds the finding with its proof as JSON. The test runs where the variable
/// `BASE_URL` says which API to ask, and takes credentials from variables such as `ALICE_TOKEN`.
public struct SwiftTestExport: FindingExport {
    public var fileExtension: String { "swift" }

    /// The export.
    public init() {}

    public func text(for finding: Finding, target: String) throws -> String {
        let proof = try proof(of: finding)
        let id = finding.fingerprint.shortForm
        let identities = ReplayIdentities.names(in: proof).sorted()
        let json = String(decoding: try JSONCoding.encode(finding, isPretty: true), as: UTF8.self)
        let hashes = Self.delimiter(for: json)
        let heading = heading(of: finding).map { "/// \($0)\n" }.joined(separator: "///\n")
        let title = Self.literal(
            Self.line("\(id) is fixed: \(finding.checkID.rawValue) at \(finding.location.operationName)")
        )
        let summary = Self.literal(Self.line(finding.summary))
        let people = identities.map { name in
            "        Identity(\(Self.literal(name)), credential: \(Self.credential(of: name, in: proof))),"
        }
        let name = "is" + id.filter { $0.isLetter || $0.isNumber } + "Fixed"
        let given =
            people.isEmpty
            ? "" : "    request.identities = [\n" + people.joined(separator: "\n") + "\n    ]\n"
        return """
            // swift-format-ignore-file
            import Foundation
            import Testing
            import VentiKit

            \(heading)///
            /// Fails while the flaw is there, which was found at \(Self.line(target)).
            /// To run it, set BASE_URL\(identities.map { ", " + Self.variable($0) }.joined()).
            @Test(
                \(title),
                .enabled(if: ProcessInfo.processInfo.environment["BASE_URL"] != nil, "BASE_URL is not set")
            )
            func \(name)() async throws {
                let environment = ProcessInfo.processInfo.environment
                let finding = try JSONDecoder().decode(Finding.self, from: Data(finding\(id.dropFirst(3)).utf8))
                var request = ReplayRequest([finding], target: try #require(environment["BASE_URL"]))
            \(given)    request.policy.profile = .\(Self.profile(of: proof).rawValue)
                for result in try await FindingReplay().run(request) {
                    switch result.outcome {
                    case .fixed: break
                    case .stillThere: Issue.record(\(summary))
                    case .cannotTell(let reason, _): Issue.record("It cannot be told: \\(reason)")
                    }
                }
            }

            private let finding\(id.dropFirst(3)) = \(hashes)\"\"\"
            \(json.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n"))
                \"\"\"\(hashes)

            """
    }

    /// The profile that sending the proof needs, as the methods of its requests say.
    private static func profile(of proof: Proof) -> ScanPolicy.Profile {
        proof.steps.map {
            OperationEffect(of: APIOperation(method: $0.request.method, path: $0.request.target)).profile
        }
        .max() ?? .safe
    }

    /// What an identity shows, in the place where the proof has it.
    private static func credential(of identity: String, in proof: Proof) -> String {
        let token = "Secret(try #require(environment[\(literal(variable(identity)))]))"
        let uses = proof.steps.lazy.compactMap { CredentialPlace.of("{{\(identity).token}}", in: $0.request) }
        switch uses.first {
        case .header(let name, "{{token}}"):
            return ".apiKey(name: \(literal(name)), location: .header, value: \(token))"
        case .query(let name): return ".apiKey(name: \(literal(name)), location: .query, value: \(token))"
        case .cookie(let name): return ".cookie(name: \(literal(name)), value: \(token))"
        default: return ".bearer(\(token))"
        }
    }

    /// The variable that holds what an identity shows, such as `ALICE_TOKEN`.
    static func variable(_ identity: String) -> String {
        String(identity.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }) + "_TOKEN"
    }

    /// So many `#` that nothing in the text ends the literal or begins an interpolation.
    private static func delimiter(for text: String) -> String {
        var hashes = "#"
        while text.contains("\"\"\"" + hashes) || text.contains("\\" + hashes) { hashes += "#" }
        return hashes
    }

    private static func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension FindingExport where Self == SwiftTestExport {
    /// A Swift Testing function.
    public static var swiftTest: SwiftTestExport { SwiftTestExport() }
}
