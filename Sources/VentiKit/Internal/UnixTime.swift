//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The wall clock, which tokens and reports are measured by.
package enum UnixTime {
    /// Seconds since 1970.
    package static var now: Double { Date().timeIntervalSince1970 }

    /// The present moment in RFC 3339 form in UTC.
    package static var rfc3339: String { rfc3339(now) }

    /// A moment, in seconds since 1970, in RFC 3339 form in UTC.
    package static func rfc3339(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    }

    /// The moment of a text in RFC 3339 form, in seconds since 1970, or `nil` where it is in another form.
    package static func seconds(rfc3339 text: String) -> Double? {
        guard text.utf8.count <= 40 else { return nil }
        return (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
    }
}
