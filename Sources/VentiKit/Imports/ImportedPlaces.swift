//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Turns the URLs of another tool's report into places of the API.
package struct ImportedPlaces {
    private let description: APIDescription?
    private let target: TargetURL?
    private var operations: [String: APIOperation?] = [:]
    /// What was refused since it belongs to other hosts.
    package private(set) var elsewhere: ImportedReport.Elsewhere?

    /// Makes the places of an API.
    ///
    /// - Parameters:
    ///   - description: The API; without it, path templates are guessed from the URLs.
    ///   - target: The base URL that was scanned; without it, every host counts.
    package init(description: APIDescription? = nil, target: TargetURL? = nil) {
        self.description = description
        self.target = target
    }

    /// Whether a flaw that was reported at a URL is the target's. One that is not is counted: so ask once for each.
    package mutating func admits(_ url: ImportedURL) -> Bool {
        guard let target, !url.origin.isEmpty else { return true }
        if url.origin == target.origin || url.origin == "\(target.scheme.rawValue)://\(target.host):\(target.port)" {
            return true
        }
        elsewhere = elsewhere ?? ImportedReport.Elsewhere(count: 0, origin: ImportedFindings.bounded(url.origin, 300))
        elsewhere?.count += 1
        return false
    }

    /// What was refused, for the report.
    package var diagnostics: [ScanDiagnostic] {
        guard let elsewhere else { return [] }
        let findings = elsewhere.count == 1 ? "1 finding" : "\(elsewhere.count) findings"
        return [ScanDiagnostic(.note, "Left out: \(findings) of other hosts than the target.")]
    }

    /// The place of a request.
    ///
    /// - Parameters:
    ///   - method: The method; empty is taken for GET.
    ///   - url: The URL.
    ///   - parameter: The name of the place in the request; empty for none.
    ///   - isAttacked: Whether a value was put there, and not only looked at.
    package mutating func location(
        method: String,
        url: ImportedURL,
        parameter: String = "",
        isAttacked: Bool = false
    ) -> FindingLocation {
        let method = method.isEmpty ? "GET" : method.uppercased()
        let operation = operation(method: method, path: url.path)
        var location = FindingLocation(
            method: method,
            path: operation?.path ?? url.template,
            source: operation?.source
        )
        location.insertionPoint = insertionPoint(parameter, method, url, operation, isAttacked)
        return location
    }

    private func insertionPoint(
        _ parameter: String,
        _ method: String,
        _ url: ImportedURL,
        _ operation: APIOperation?,
        _ isAttacked: Bool
    ) -> InsertionPoint? {
        guard !parameter.isEmpty else { return nil }
        let name = ImportedFindings.bounded(parameter, 200)
        // So ZAP writes fields of the head.
        if isAttacked, name.hasPrefix("Header ") { return InsertionPoint(.header, String(name.dropFirst(7))) }
        if let known = operation?.parameters.first(where: { $0.name == name }) { return known.insertionPoint }
        if url.queryNames.contains(name) { return InsertionPoint(.query, name) }
        guard isAttacked else { return nil }
        return InsertionPoint(method == "GET" || method == "HEAD" || method == "DELETE" ? .query : .body, name)
    }

    private mutating func operation(method: String, path: String) -> APIOperation? {
        guard let description else { return nil }
        let key = method + " " + path
        if let known = operations[key] { return known }
        var path = path[...]
        if let base = target?.basePath, !base.isEmpty, path.hasPrefix(base) { path = path.dropFirst(base.count) }
        let found = RequestPath.operation(in: description, method: method, target: String(path))
        if operations.count < 100_000 { operations[key] = .some(found) }
        return found
    }
}
