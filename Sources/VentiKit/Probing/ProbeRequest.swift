//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request as it goes on the wire: nothing is added, encoded, ordered or merged behind the caller's back.
///
/// The transport adds `Host`, `Content-Length` and `Connection` only where ``headers`` has no field of that name.
public struct ProbeRequest: Sendable, Hashable {
    /// The method, which need not be a registered one.
    public var method: String
    /// The origin-form target (RFC 9112, 3.2.1), already percent-encoded as it shall be sent, such as `/users/1?full=1`.
    public var target: String
    /// The header lines in their order; names may repeat.
    public var headers: HeaderLines
    /// The bytes of the body.
    public var body: [UInt8]

    /// A request whose target is relative to the base URL.
    public init(method: String, target: String, headers: HeaderLines = HeaderLines(), body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}
