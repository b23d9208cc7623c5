//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeClient {
    /// What the target's TLS server showed of itself; `nil` before the first connection, without TLS, and where the
    /// transport does not say.
    public var tlsFacts: TLSFacts? { (transport as? any TLSInspecting)?.tlsFacts }
}
