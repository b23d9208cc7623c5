//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiKitZAP

/// Which ZAP scans: a running one, or one in a container.
struct ZAPSettings: Sendable {
    /// What of an image of ZAP's is run.
    enum Program: String, CaseIterable, Sendable {
        case plan
        case apiScan = "zap-api-scan"
        case baseline = "zap-baseline"

        var program: ZAPProgram {
            switch self {
            case .plan: .plan
            case .apiScan: .apiScan
            case .baseline: .baseline
            }
        }
    }

    let url: Setting
    let keyFile: Setting
    let image: Setting
    let program: Setting

    /// Passes where the settings say which ZAP, and nothing is said of one that nobody asks for.
    func check(isAsked: Bool, _ place: ScannerSettings.Place, _ scanners: String) throws {
        guard isAsked else {
            for setting in [url, keyFile, image, program] where setting.value != nil {
                throw setting.error("it is for ZAP; add zap to \(scanners)")
            }
            return
        }
        _ = try program.word(Program.self)
        switch (url.value, image.value) {
        case (nil, nil):
            throw SettingError(
                scanners,
                "zap: give --zap-url, the address of a running ZAP's API, or --zap-image, an image with ZAP"
            )
        case (.some, .some): throw image.error("\(url.name) names a running ZAP already; leave one out")
        case (.some(let address), nil):
            guard let parsed = try? TargetURL(address), parsed.basePath.isEmpty || parsed.basePath == "/" else {
                throw url.error("\(address.prefix(80)) is no address of an API; give one as http://127.0.0.1:8090")
            }
            if program.value != nil {
                throw program.error("it is for an image; set \(image.name) instead of \(url.name)")
            }
            _ = try key()
        case (nil, .some(let reference)):
            try ScannerSettings.requireImage(reference, image.name)
            if place == .inProcess {
                throw image.error("an image needs a place for containers; set --executor to docker or kubernetes")
            }
            if keyFile.value != nil { throw keyFile.error("it is for a running ZAP; leave it out") }
        }
    }

    /// The key of a running ZAP; `nil` where it wants none.
    func key() throws -> Secret? {
        guard let file = keyFile.value else { return nil }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw keyFile.error("\(file) cannot be read; give a file with the key that ZAP was started with")
        }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw keyFile.error("\(file) is empty; write the key of ZAP's API into it") }
        return Secret(text)
    }
}
