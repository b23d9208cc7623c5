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
    /// Those who wait for the token that is being had; `nil` where none is.
    private var waiting: [CheckedContinuation<Kept, any Error>]?

    private struct Kept: Sendable {
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

    /// Forgets the token that the cluster refused. One that was had since then stays.
    ///
    /// - Parameter header: What the refused request had in its `Authorization` field.
    /// - Returns: Whether another one may be had.
    func refuse(_ header: String?) -> Bool {
        if kept?.header == header { kept = nil }
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
        if let kept, Date().timeIntervalSince1970 < kept.until { return kept }
        guard waiting == nil else {
            // It is being had: one run of a plugin is for all who ask meanwhile, and so is what it fails with.
            return try await withCheckedThrowingContinuation { waiting?.append($0) }
        }
        waiting = []
        let result: Result<Kept, any Error>
        do {
            let next = try await next()
            kept = next
            result = .success(next)
        } catch {
            result = .failure(error)
        }
        let others = waiting ?? []
        waiting = nil
        for other in others { other.resume(with: result) }
        return try result.get()
    }

    private func next() async throws -> Kept {
        switch credentials.token {
        case .none: return Kept(until: .infinity)
        case .token(let secret): return Kept(header: secret.withExposedValue { "Bearer \($0)" }, until: .infinity)
        case .password(let user, let secret):
            let pair = secret.withExposedValue { Data("\(user):\($0)".utf8).base64EncodedString() }
            return Kept(header: "Basic \(pair)", until: .infinity)
        case .file(let path): return try read(path, Date().timeIntervalSince1970)
        case .plugin(let plugin):
            let answer = try await plugin.run()
            let header = answer.token?.withExposedValue { "Bearer \($0)" }
            return Kept(header: header, certificate: answer.certificate, until: (answer.expires ?? .infinity) - 10)
        }
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
