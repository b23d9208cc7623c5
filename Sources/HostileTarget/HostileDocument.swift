//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The OpenAPI document of the shared listener.
public enum HostileDocument {
    /// The operation that means no harm.
    public static let healthyPath = "/healthy"

    /// The operation's name in a report, such as `GET /modes/gzip-bomb`.
    public static func operation(of mode: HostileMode) -> String { "\(mode.method) \(mode.path)" }

    /// A document with one operation for each mode of the shared listener, and a healthy one.
    public static func text(for modes: [HostileMode] = HostileMode.all) -> String {
        let shared = modes.filter { $0.door == .shared }
        let paths = [(healthyPath, "GET")] + shared.map { ($0.path, $0.method) }
        let entries = paths.map { path, method in
            """
                "\(path)": {"\(method.lowercased())": {"responses": {"200": {"description": "Whatever comes."}}}}
            """
        }
        return """
            {
              "openapi": "3.1.0",
              "info": {"title": "Hostile target", "version": "1.0"},
              "paths": {
            \(entries.joined(separator: ",\n"))
              }
            }
            """
    }
}
