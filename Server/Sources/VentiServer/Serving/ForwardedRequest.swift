//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiService

extension Request {
    private static let forwardedFor = HTTPField.Name("x-forwarded-for")
    private static let forwardedProto = HTTPField.Name("x-forwarded-proto")

    /// The request as a proxy that is trusted describes it, or without what anybody else says of that kind: no code after this
    /// has to ask whether a header may be believed.
    /// - Parameters:
    ///   - proxies: Whose word is taken.
    ///   - context: Gets the address of the client.
    func believing(_ proxies: TrustedProxies, _ context: inout ServerContext) -> Request {
        guard let address = Self.forwardedFor, let scheme = Self.forwardedProto else { return self }
        var head = head
        if proxies.contains(context.remoteAddress) {
            context.remoteAddress = proxies.client(behind: context.remoteAddress, headers[values: address])
            // Of several schemes the last is that of the proxy next to this server.
            if let last = headers[values: scheme].last?.split(separator: ",").last {
                head.headerFields[scheme] = last.filter { $0 != " " && $0 != "\t" }.lowercased()
            }
        } else {
            guard head.headerFields.contains(address) || head.headerFields.contains(scheme) else { return self }
            head.headerFields[address] = nil
            head.headerFields[scheme] = nil
        }
        return Request(head: head, body: body)
    }
}
