//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// Reports of other tools, on the page of a target.
enum ImportRoutes {
    static func add(to pages: PageRouter) {
        let most = pages.ui.platform.settings.maximumImportBytes + 65_536
        let back: @Sendable (Visit) -> String = { "/targets/\($0.path["target"] ?? "")" }
        pages.post("/targets/{target}/imports", back: back, most: most) { visit, form in
            guard let file = form.files["file"] else {
                throw ServiceError.invalid("/file", "Choose a file.", code: "required")
            }
            guard let format = ImportFormat(rawValue: form["format"]) else {
                throw ServiceError.invalid("/format", "Choose a format.")
            }
            let made = try await visit.platform.imports.take(
                file.bytes,
                ImportInput(
                    target: try visit.id("target"),
                    format: format,
                    name: file.name,
                    document: form["document"].isEmpty ? nil : try form.id("document"),
                    takesAllHosts: form["hosts"] == "all",
                    closesMissing: form["missing"] == "close"
                ),
                as: visit.principal
            )
            return visit.redirect("/scans/\(made.value.id)", done: made.isReplayed ? "imported-before" : "imported")
        }
    }

    /// What the page of a target shows; nothing to who may not.
    static func importing(_ visit: Visit, _ scans: [Scan]) async throws -> TargetPage.Importing? {
        guard visit.may(.importFindings) else { return nil }
        let documents = try await visit.platform.documents.list(as: visit.principal, page: PageRequest(limit: 200))
            .items
        // What was scanned last is most likely what is meant.
        let last = scans.lazy.compactMap(\.document).first
        return TargetPage.Importing(
            formats: ImportFormat.allCases.map { Choice(value: $0.rawValue, label: $0.title) },
            documents: documents.map {
                Choice(
                    value: $0.id.rawValue,
                    label: "\($0.title) \($0.apiVersion) (\($0.name))",
                    isChosen: $0.id == last
                )
            },
            maximumMegabytes: visit.platform.settings.maximumImportBytes / 1_000_000
        )
    }
}
