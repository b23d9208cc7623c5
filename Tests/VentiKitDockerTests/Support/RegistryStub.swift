//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import HTTPTypes
import Synchronization
import Testing
import VulnerableAPIs

@testable import VentiKitDocker

/// A registry with one image, which only who has the password gets: enough of the protocol for a real engine to pull.
final class RegistryStub: Sendable {
    static let repository = "test/shell"
    private let config: [UInt8]
    private let layer: [UInt8]
    private let manifest: [UInt8]
    private let authorization: String
    private let count = Mutex(0)

    /// How often it was asked for anything.
    var requests: Int { count.withLock { $0 } }
    /// The digest of the image.
    var digest: String { Self.digest(manifest) }

    /// A registry whose image has this layer, an archive.
    init(layer: [UInt8], username: String, password: String) {
        self.layer = layer
        authorization = "Basic " + Data("\(username):\(password)".utf8).base64EncodedString()
        #if arch(arm64)
        let architecture = "arm64"
        #else
        let architecture = "amd64"
        #endif
        let time = #""created":"1970-01-01T00:00:00Z""#
        let config = """
            {"architecture":"\(architecture)","os":"linux","config":{},\(time),"history":[{\(time),"created_by":"test"}],\
            "rootfs":{"type":"layers","diff_ids":["\(Self.digest(layer))"]}}
            """
        self.config = Array(config.utf8)
        func part(_ type: String, _ bytes: [UInt8]) -> String {
            #"{"mediaType":"application/vnd.docker.\#(type)","size":\#(bytes.count),"digest":"\#(Self.digest(bytes))"}"#
        }
        let manifest = """
            {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",\
            "config":\(part("container.image.v1+json", self.config)),\
            "layers":[\(part("image.rootfs.diff.tar.gzip", layer))]}
            """
        self.manifest = Array(manifest.utf8)
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        "sha256:" + SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }

    /// The registry as a server that can be started.
    var api: VulnerableAPI {
        VulnerableAPI(name: "registry", document: "") { [self] request, _ in answer(request) }
    }

    private func answer(_ request: HTTPRequest) -> (HTTPResponse, [UInt8]) {
        count.withLock { $0 += 1 }
        guard request.headerFields[.authorization] == authorization else {
            let challenge = #"Basic realm="registry""#
            let body = #"{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}"#
            return (HTTPResponse(status: .unauthorized, headerFields: [.wwwAuthenticate: challenge]), Array(body.utf8))
        }
        let path = request.path ?? ""
        let start = "/v2/\(Self.repository)/"
        switch path {
        case "/v2/": return (HTTPResponse(status: .ok), Array("{}".utf8))
        case start + "manifests/1", start + "manifests/" + digest:
            var response = HTTPResponse(status: .ok)
            response.headerFields[.contentType] = "application/vnd.docker.distribution.manifest.v2+json"
            if let name = HTTPField.Name("Docker-Content-Digest") { response.headerFields[name] = digest }
            return (response, manifest)
        case start + "blobs/" + Self.digest(config): return (HTTPResponse(status: .ok), config)
        case start + "blobs/" + Self.digest(layer): return (HTTPResponse(status: .ok), layer)
        default:
            let body = #"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"#
            return (HTTPResponse(status: .notFound), Array(body.utf8))
        }
    }
}
