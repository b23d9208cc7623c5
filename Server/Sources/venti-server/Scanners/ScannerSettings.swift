//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Which scanners there are, where they run, and what they may use: checked, but not yet connected to anything.
struct ScannerSettings: Sendable {
    /// Where scanners can run.
    enum Place: String, CaseIterable, Sendable {
        case inProcess = "in-process"
        case docker
        case kubernetes
    }

    /// A scanner that scans can be asked for.
    enum Kind: Sendable, Hashable {
        case native
        case zap
        case custom(id: String, image: String)

        var id: String {
            switch self {
            case .native: "native"
            case .zap: "zap"
            case .custom(let id, _): id
            }
        }
    }

    let executor: Setting
    let place: Place
    let kinds: [Kind]
    let image: Setting
    let limits: ScannerLimits
    let docker: DockerSettings
    let cluster: ClusterSettings
    let zap: ZAPSettings

    /// - Throws: ``SettingError`` where settings are wrong or contradict each other.
    init(
        executor: Setting,
        scanners: (name: String, values: [String]),
        image: Setting,
        limits: (name: String, values: [String]),
        docker: DockerSettings,
        cluster: ClusterSettings,
        zap: ZAPSettings
    ) throws {
        let place = try executor.word(Place.self) ?? .inProcess
        let kinds = try scanners.values.isEmpty ? [.native] : scanners.values.map { try Self.kind($0, scanners.name) }
        if let repeated = kinds.indices.first(where: { kinds[..<$0].map(\.id).contains(kinds[$0].id) }) {
            throw SettingError(scanners.name, "there are two scanners \(kinds[repeated].id); leave one out")
        }
        (self.executor, self.place, self.kinds, self.image) = (executor, place, kinds, image)
        (self.docker, self.cluster, self.zap) = (docker, cluster, zap)
        self.limits = try ScannerLimits(limits.values, known: kinds, name: limits.name)
        try requirePlaces(scanners.name, limits.name)
        try zap.check(isAsked: kinds.contains(.zap), place, scanners.name)
    }

    /// Passes where everything that was set has an effect, and everything that is asked for has a place.
    private func requirePlaces(_ scanners: String, _ limits: String) throws {
        if place == .inProcess {
            for case .custom(let id, _) in kinds {
                throw SettingError(
                    scanners,
                    "\(id) is an image and needs a place for containers; set \(executor.name) to docker or kubernetes"
                )
            }
            if !self.limits.isEmpty {
                throw SettingError(limits, "limits are for containers; set \(executor.name) to docker or kubernetes")
            }
            if image.value != nil {
                throw image.error("an image is for containers; set \(executor.name) to docker or kubernetes")
            }
        }
        if let value = image.value {
            try Self.requireImage(value, image.name)
            if !kinds.contains(.native) {
                throw image.error("it is for VentiKit's own scanner; add native to \(scanners), or leave it out")
            }
        }
        if zap.url.value != nil, self.limits.of(.zap) != nil {
            throw SettingError(
                limits,
                "zap: the ZAP of \(zap.url.name) runs already, and no limit reaches it; leave it out"
            )
        }
        if place != .docker, docker.network.value != nil {
            throw docker.network.error("it is for scans in containers; set \(executor.name) to docker")
        }
        if place != .kubernetes, let setting = cluster.given {
            throw setting.error("it is for scans on a cluster; set \(executor.name) to kubernetes")
        }
        // A running ZAP is no container of the server's.
        let hasContainers = kinds.contains { $0 != .zap || zap.url.value == nil }
        for setting in [docker.network, cluster.queue] where setting.value != nil && !hasContainers {
            throw setting.error(
                "no scanner runs in a container: the ZAP of \(zap.url.name) runs already; leave it out"
            )
        }
    }

    private static func kind(_ text: String, _ name: String) throws -> Kind {
        switch text {
        case "native": return .native
        case "zap": return .zap
        default: break
        }
        guard let mark = text.firstIndex(of: "=") else {
            throw SettingError(name, "there is no scanner \(text.prefix(60)); give native, zap or NAME=IMAGE")
        }
        let (id, image) = (String(text[..<mark]), String(text[text.index(after: mark)...]))
        let isPlain = id.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        guard isPlain, (1...40).contains(id.utf8.count), id != "native", id != "zap" else {
            throw SettingError(
                name,
                "\(id.prefix(60)) cannot be the name of a scanner; take lowercase letters, digits and dashes, and none of "
                    + "native and zap"
            )
        }
        try requireImage(image, name)
        return .custom(id: id, image: image)
    }

    /// What the engine would read as no image's name costs a scan; this costs a start.
    static func requireImage(_ image: String, _ name: String) throws {
        let isPlain = image.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        guard let first = image.first, isPlain, first.isLetter || first.isNumber, image.utf8.count <= 400 else {
            throw SettingError(
                name,
                "\"\(image.prefix(60))\" is no name of an image; give one as registry.example.com/scanner:1"
            )
        }
    }
}
