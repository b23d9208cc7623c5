//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitZAP
import VentiService

extension ScannerSettings {
    /// The scanners in their place.
    /// - Parameter executor: The place.
    /// - Throws: ``SettingError``.
    func catalog(_ executor: any Executor) throws -> ScannerCatalog {
        var entries: [ScannerCatalog.Entry] = []
        for kind in kinds {
            switch kind {
            case .native:
                entries.append(.native(on: executor, image: image.value, limits: limits.of(.native)))
            case .zap:
                entries.append(try zapEntry(executor))
            case .custom(let id, let reference):
                let limits = limits.of(kind)
                var entry = ScannerCatalog.Entry(id: id, title: id, executor: executor) { route in
                    let descriptor = ScannerDescriptor(id: id, title: id, version: "")
                    return RoutedScanner(
                        CustomScanner(image: reference, descriptor: descriptor),
                        route: route,
                        limits: limits
                    )
                }
                // It is told the address, but nothing makes it keep to it.
                entry.looksUpNames = true
                entries.append(entry)
            }
        }
        if kinds.contains(.native), let zap = entries.first(where: { $0.id == "zap" }) {
            entries.append(Self.together(zap))
        }
        return ScannerCatalog(entries)
    }

    private func zapEntry(_ executor: any Executor) throws -> ScannerCatalog.Entry {
        var entry: ScannerCatalog.Entry
        if let address = zap.url.value {
            var configuration = ZAPScanner.Configuration(url: address)
            configuration.apiKey = try zap.key()
            let scanner = ZAPScanner(configuration)
            // A running ZAP has one session, and refuses a second scan.
            entry = .init(id: "zap", title: "OWASP ZAP", executor: OneAtATime(InProcessExecutor())) { _ in scanner }
        } else {
            let scanner = ZAPContainerScanner(
                image: zap.image.value ?? "",
                program: (try zap.program.word(ZAPSettings.Program.self) ?? .plan).program,
                limits: limits.of(.zap) ?? ZAPContainerScanner.defaultLimits
            )
            entry = .init(id: "zap", title: "OWASP ZAP", executor: executor) { _ in scanner }
        }
        entry.looksUpNames = true
        return entry
    }

    /// VentiKit's own checks and ZAP, whose findings these confirm or do not. VentiKit's run in the worker's process then.
    private static func together(_ zap: ScannerCatalog.Entry) -> ScannerCatalog.Entry {
        var entry = ScannerCatalog.Entry(
            id: "native+zap",
            title: "VentiKit and OWASP ZAP, compared",
            executor: InProcessExecutor()
        ) { route in
            var configuration = NativeScanner.Configuration()
            configuration.route = route
            let placed = PlacedScanner(zap.make(route), on: zap.executor)
            return CombinedScanner(NativeScanner(configuration), with: [placed])
        }
        entry.looksUpNames = true
        return entry
    }
}
