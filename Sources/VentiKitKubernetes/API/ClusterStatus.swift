//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a cluster says where it does not do what was asked: its `Status`.
struct ClusterStatus: Decodable, Sendable {
    var message: String?
    var reason: String?
    var code: Int?
    var details: Details?

    struct Details: Decodable, Sendable { var retryAfterSeconds: Double? }

    /// The cluster's own words, which are JSON, or text where its HTTP server speaks.
    init(body: [UInt8]) {
        if let status = try? JSONDecoder().decode(ClusterStatus.self, from: Data(body.prefix(64 << 10))) {
            self = status
        } else {
            message = String(decoding: body.prefix(1_000), as: UTF8.self)
        }
    }

    /// The error that an answer with this status means.
    ///
    /// - Parameters:
    ///   - status: The answer's status.
    ///   - isAnonymous: Whether no credentials were sent.
    func error(_ status: Int, isAnonymous: Bool) -> KubernetesError {
        let words = message.flatMap { $0.isEmpty ? nil : $0 } ?? "nothing"
        let said = "The cluster answered \(status): \(words)"
        if status == 401 {
            return KubernetesError(
                .unauthorized,
                "\(said). "
                    + (isAnonymous
                        ? "No credentials were sent: the kubeconfig's user has none."
                        : "The token or certificate is not valid, or not any more; get a new one.")
            )
        }
        if status == 403 { return forbidden(said, words, isAnonymous) }
        if status == 404, words.hasPrefix("namespaces ") {
            return KubernetesError(.notFound, "\(said). Make the namespace first, or name another.")
        }
        if status == 413 || words.contains("Too long: must have at most") {
            return KubernetesError(.tooLarge, said)
        }
        let code: KubernetesError.Code =
            switch status {
            case 404, 410: .notFound
            case 409: .conflict
            case 429, 500...: .clusterFailed
            default: .refused
            }
        return KubernetesError(code, said)
    }

    private func forbidden(_ said: String, _ words: String, _ isAnonymous: Bool) -> KubernetesError {
        if words.contains("exceeded quota") {
            return KubernetesError(
                .quotaExceeded,
                "\(said). Wait until other scans have ended, or have the quota of the namespace raised."
            )
        }
        if isAnonymous || words.contains("system:anonymous") {
            return KubernetesError(.forbidden, "\(said). No credentials were sent: the kubeconfig's user has none.")
        }
        if words.contains(" cannot ") {
            return KubernetesError(
                .forbidden,
                "\(said). Bind the role of deploy/kubernetes/scan-runner-role.yaml to this user in the namespace."
            )
        }
        return KubernetesError(.forbidden, said)
    }
}
