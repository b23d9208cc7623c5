//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

/// Headless Chromium, where it is installed.
enum Browser {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return ["chromium", "chromium-browser", "google-chrome"]
            .flatMap { name in folders.map { "\($0)/\(name)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static let isMissing = path == nil

    /// The document of a page once its scripts have run, if it has any.
    ///
    /// - Throws: Where the browser does not come to an end within a minute.
    static func document(of html: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "venti-browser-\(UInt64.random(in: 0 ... .max))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appending(path: "page.html")
        try Data(html.utf8).write(to: page)
        let result = folder.appending(path: "document.html")
        _ = FileManager.default.createFile(atPath: result.path, contents: nil)
        let browser = Process()
        browser.executableURL = URL(filePath: try #require(path))
        browser.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=2000", "--dump-dom", page.absoluteString,
        ]
        browser.standardOutput = try FileHandle(forWritingTo: result)
        browser.standardError = FileHandle.nullDevice
        try browser.run()
        let deadline = Date(timeIntervalSinceNow: 60)
        while browser.isRunning && Date() < deadline { usleep(20_000) }
        if browser.isRunning { browser.terminate() }
        browser.waitUntilExit()
        let text = try String(contentsOf: result, encoding: .utf8)
        try #require(text.contains("</html>"), "Chromium gave no document within a minute.")
        return text
    }
}
