//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiService

/// Refuses what another site makes a browser send.
enum SameOrigin {
    /// Passes where the request comes from a page of this server, as the browser says.
    /// - Throws: ``ServiceError`` with code `forbidden`.
    static func check(_ request: Request) throws {
        if let name = HTTPField.Name("sec-fetch-site"), let site = request.headers[name] {
            guard site == "same-origin" || site == "none" else { throw refusal }
            return
        }
        guard let origin = request.headers[.origin], let host = request.head.authority, !host.isEmpty,
            origin == "https://\(host)" || origin == "http://\(host)"
        else { throw refusal }
    }

    private static let refusal = ServiceError(.forbidden, "The form was not sent by a page of this server.")
}
