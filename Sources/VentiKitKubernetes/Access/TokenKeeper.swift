//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps the token that goes with requests: reads its file again as the cluster renews it, and has a plugin make a new one.
actor TokenKeeper {
    private let credentials: KubernetesCluster.Credentials
    private var kept: Kept?

    private struct Kept {
        var header: String?
        var certificate: KubernetesCluster.ClientCertificate?
        /// From when on it is asked for again, in seconds since 1970.
        var until: Double
    }

    init(_ credentials: KubernetesCluster.Credentials) { self.credentials = credentials }

    /// The value of the `Authorization` field, or `nil` where none is sent.
    ///
    /// - Throws: ``KubernetesError`` if the token cannot be had.
    func authorization() async throws -> String? { try await current().header }

    /// The certificate to show.
    func certificate() async throws -> KubernetesCluster.ClientCertificate? {
        if let certificate = credentials.certificate { return certificate }
        return try await current().certificate
    }

    /// Forgets the token: the cluster refused it.
    ///
    /// - Returns: Whether another one may be had.
    func refuse() -> Bool {
        kept = nil
        switch credentials.token {
        case .file, .plugin: return true
        case .none, .token, .password: return false
        }
    }

    /// Whether anything says who we are.
    nonisolated var isAnonymous: Bool {
        if case .none = credentials.token { return credentials.certificate == nil }
        return false
    }

    private func current() async throws -> Kept {
        let now = Date().timeIntervalSince1970
        if let kept, now < kept.until { return kept }
        let next: Kept
        switch credentials.token {
        case .none: next = Kept(until: .infinity)
        case .token(let secret): next = Kept(header: secret.withExposedValue { "Bearer \($0)" }, until: .infinity)
        case .password(let user, let secret):
            let pair = secret.withExposedValue { Data("\(user):\($0)".utf8).base64EncodedString() }
            next = Kept(header: "Basic \(pair)", until: .infinity)
        case .file(let path): next = try read(path, now)
        case .plugin(let plugin):
            let answer = try await plugin.run()
            let header = answer.token?.withExposedValue { "Bearer \($0)" }
            next = Kept(header: header, certificate: answer.certificate, until: (answer.expires ?? .infinity) - 10)
        }
        kept = next
        return next
    }

    /// A file that cannot be read while it is renewed costs nothing: the old token may still do.
    private func read(_ path: String, _ now: Double) throws -> Kept {
        let text = FileManager.default.contents(atPath: path)
            .map { String(decoding: $0.prefix(1 << 20), as: UTF8.self).filter { !$0.isWhitespace } }
        if let text, !text.isEmpty { return Kept(header: "Bearer \(text)", until: now + 60) }
        if var kept {
            kept.until = now + 10
            return kept
        }
        throw KubernetesError(.invalidConfiguration, "The file \(path) has no token in it, or cannot be read.")
    }
}
