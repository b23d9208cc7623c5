//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TLSFacts {
    /// The facts in one line for people.
    var summary: String {
        var parts = [[version, applicationProtocol].compactMap(\.self).joined(separator: " with ")]
        if let certificate = certificates.first {
            let name = certificate.commonName ?? certificate.subjectAlternativeNames.first ?? certificate.subject
            let issuer = certificate.isSelfIssued ? "by itself" : "by \(certificate.issuer)"
            let end = certificate.notAfter.map { ", valid until \($0)" } ?? ""
            parts.append("certificate for \(name), issued \(issuer)\(end)")
        }
        switch verification {
        case .verified: parts.append("accepted")
        case .refused: parts.append("not accepted")
        case .unchecked: parts.append("not checked")
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
