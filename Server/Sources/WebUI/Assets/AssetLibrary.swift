//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import VentiServer

/// The style sheet and the scripts, under a path that changes with them, so that browsers may keep them for ever.
struct AssetLibrary: Sendable {
    /// Something that pages load.
    struct Asset: Sendable {
        let name: String
        let bytes: [UInt8]

        var mediaType: String {
            switch name.split(separator: ".").last {
            case "css": "text/css; charset=utf-8"
            case "js": "text/javascript; charset=utf-8"
            default: "image/svg+xml"
            }
        }
    }

    let all: [Asset]
    /// The folder in URLs.
    let folder: String

    init(_ sources: [String: [UInt8]] = Resources.assets) {
        all = sources.map { Asset(name: $0.key, bytes: $0.value) }.sorted { $0.name < $1.name }
        var digest = SHA256()
        for asset in all {
            digest.update(data: Array(asset.name.utf8) + [0])
            digest.update(data: asset.bytes)
        }
        let hex = digest.finalize().prefix(8).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        folder = "/assets/" + hex.joined()
    }

    func url(_ name: String) -> String { "\(folder)/\(name)" }

    /// The modules that the first one needs.
    var modules: [String] { all.map(\.name).filter { $0.hasSuffix(".js") && $0 != "venti.js" }.map(url) }

    func addRoutes(to router: Router<ServerContext>) {
        for asset in all {
            router.get(RouterPath(url(asset.name))) { _, _ in
                Response(
                    status: .ok,
                    headers: [
                        .contentType: asset.mediaType, .cacheControl: "public, max-age=31536000, immutable",
                        .contentLength: "\(asset.bytes.count)",
                    ],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes))
                )
            }
        }
    }
}
