//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Connections that are at fault before a request.
    static let connections: [HostileMode] = [
        HostileMode(
            "close-at-once",
            "takes connections and closes them at once",
            // The request may meet a connection that is closed already, which resets it.
            "connection-closed",
            "connection-reset",
            door: .own,
            behaviour: .acts([.close])
        ),
        HostileMode(
            "mute",
            "takes connections and says nothing, ever",
            "no-response",
            door: .own,
            neverEnds: true,
            behaviour: .acts([])
        ),
        HostileMode(
            "response-before-request",
            "answers before it was asked",
            "unsolicited-response",
            // A client that has written its request by then cannot know.
            "answered",
            door: .own,
            behaviour: .acts([Answer.healthy])
        ),
        HostileMode(
            "port-closed",
            "does not listen",
            "connection-refused",
            door: .closed,
            behaviour: .isAbsent
        ),
    ]
}
