//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Hummingbird
import NIOCore

/// What is known of a request while it is served.
public struct ServerContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The id of the request.
    public var requestID = ""
    /// The address of the client: of who connects, or, where that is a proxy that is trusted, of who connects to the proxy.
    public var remoteAddress: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
