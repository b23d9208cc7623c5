//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A transport that knows what the TLS server at its other end showed of itself.
public protocol TLSInspecting: ProbeTransport {
    /// What the server showed when the first connection to it was made; `nil` before that, and without TLS.
    var tlsFacts: TLSFacts? { get }
}
