//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// What a link to a shared report says: which one, until when, and the server's signature under it.
///
/// Nobody can change a part of it, and a guess is refused before anything is looked up.
public struct ShareLink: Sendable, Hashable {
    /// The link's own id.
    public var share: RecordID
    /// The scan whose report it is.
    public var scan: RecordID
    /// The format.
    public var format: ReportService.Format
    /// Until when it is good, in seconds since 1970.
    public var expires: Int64
    /// The HMAC-SHA256 of all of that under the server's key, in hexadecimal digits.
    public var signature: String

    /// What a link says.
    public init(share: RecordID, scan: RecordID, format: ReportService.Format, expires: Int64, signature: String) {
        self.share = share
        self.scan = scan
        self.format = format
        self.expires = expires
        self.signature = signature
    }

    /// The link of a share, signed.
    init(_ share: ReportShare, key: SymmetricKey) {
        let seconds = Int64(share.expiresAt.timeIntervalSince1970)
        self.init(share: share.id, scan: share.scan, format: share.format, expires: seconds, signature: "")
        signature = code(key)
    }

    /// The path of the link, without a server's name.
    public var path: String {
        "/shared/\(scan)?format=\(format.rawValue)&expires=\(expires)&share=\(share)&signature=\(signature)"
    }

    /// Whether the signature is the server's.
    func isSigned(_ key: SymmetricKey) -> Bool { SecretBytes.areEqual(Array(signature.utf8), Array(code(key).utf8)) }

    private func code(_ key: SymmetricKey) -> String {
        SecretBytes.code("share|\(share)|\(scan)|\(format.rawValue)|\(expires)", key: key)
    }
}
