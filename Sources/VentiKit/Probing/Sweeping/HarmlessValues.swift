//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which values of a sweep cannot change whether the scope and the rules admit its requests.
enum HarmlessValues: Sendable {
    /// Every request is checked.
    case none
    /// Values of letters, digits, hyphens and underscores, at most 200 of them; all others are checked.
    case plain
    /// All values: they stand in the body only.
    case all

    init(_ template: ProbeTemplate, scope: ScanScope, target: TargetURL) {
        let pathDecides =
            !scope.includedPaths.isEmpty || !scope.excludedPaths.isEmpty || scope.basePath != target.basePath
        if template.variesHeaders
            || template.request.headers.lines.contains(where: { RequestRules.isField($0.name, "content-length") })
        {
            self = .none
        } else if template.variesTarget {
            // A value may complete an escape that stands before it.
            let mayDecide = template.variesPath && (pathDecides || template.request.target.contains("%"))
            self = mayDecide ? .none : .plain
        } else {
            self = .all
        }
    }

    /// A value that is as harmless as any.
    static let example = "x"

    func contains(_ value: String) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .plain: Self.isPlain(value)
        }
    }

    private static func isPlain(_ value: String) -> Bool {
        var value = value
        return value.withUTF8 { bytes in
            guard !bytes.isEmpty, bytes.count <= 200 else { return false }
            for index in bytes.indices where unsafe !isPlain(bytes[index]) { return false }
            return true
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        ASCII.lower(byte) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
