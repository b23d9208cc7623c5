//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds what a cluster left out of an object: API servers drop fields that they do not know, and say nothing.
enum DroppedFields {
    /// The paths of the fields that are missing from what the cluster keeps, or differ there.
    ///
    /// - Parameters:
    ///   - sent: What was sent.
    ///   - kept: What the cluster answered.
    ///   - tolerated: The paths below which nothing matters.
    static func find(sent: JSONNode, kept: JSONNode?, tolerated: Set<String>) -> [String] {
        var dropped: [String] = []
        compare(sent, kept, path: "", tolerated, &dropped)
        return dropped
    }

    private static func compare(
        _ sent: JSONNode,
        _ kept: JSONNode?,
        path: String,
        _ tolerated: Set<String>,
        _ dropped: inout [String]
    ) {
        guard !tolerated.contains(path), !isEmpty(sent) else { return }
        switch (sent, kept) {
        case (.object(let members), .object(let others)?):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                compare(value, others[name], path: path.isEmpty ? name : "\(path).\(name)", tolerated, &dropped)
            }
        case (.array(let elements), .array(let others)?):
            for (index, element) in elements.enumerated() {
                let other = index < others.count ? others[index] : nil
                compare(element, other, path: "\(path)[\(index)]", tolerated, &dropped)
            }
        // Quantities come back in another spelling.
        case (.string, .string?): break
        case (_, let kept?) where kept == sent: break
        default: dropped.append(path)
        }
    }

    /// Whether leaving it out says the same.
    private static func isEmpty(_ node: JSONNode) -> Bool {
        switch node {
        case .null, .bool(false), .int(0), .string(""), .array([]), .object([:]): true
        default: false
        }
    }
}

extension DroppedFields {
    /// What a Job can do without: the cluster then only tidies up later, or ends a lost Job with another word.
    static let toleratedOfJobs: Set<String> = ["spec.ttlSecondsAfterFinished", "spec.podFailurePolicy"]

    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/fieldsDropped``.
    static func check(job: JSONNode, kept: JSONNode) throws {
        let dropped = find(sent: job, kept: kept, tolerated: toleratedOfJobs)
        guard !dropped.isEmpty else { return }
        throw KubernetesError(
            .fieldsDropped,
            "The cluster does not know \(dropped.prefix(8).joined(separator: ", ")), and left it out of the Job; what the "
                + "scan relies on would not hold. Use a newer cluster, or leave out the setting that needs it."
        )
    }
}
