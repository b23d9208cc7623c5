//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One way in which a server can treat its clients badly.
///
/// The name and the outcome are stable: tests, figures and the documentation refer to both. ``all`` has every mode.
public struct HostileMode: Sendable, CustomStringConvertible {
    /// The name, such as `gzip-bomb`; a mode on the plain listener is at `/modes/` and its name.
    public let name: String
    /// What the server does, in one line.
    public let summary: String
    /// The outcomes that a correct client may record.
    ///
    /// One, except where timing or the client's choice of bound decides which of two true things it sees first.
    public let outcomes: [String]
    /// Where the mode is served.
    public let door: Door
    /// How to ask for it.
    public let method: String
    /// Whether it ends only when the client gives up.
    public let neverEnds: Bool
    /// What the server does.
    let behaviour: Behaviour

    /// Where a mode is served.
    public enum Door: Sendable, Hashable {
        /// A path of the HTTP listener that such modes share.
        case shared
        /// An HTTP listener of its own, because the connection itself is at fault.
        case own
        /// A listener of its own that is asked for HTTPS.
        case tls
        /// A TLS listener of its own that agrees on HTTP/2.
        case http2
        /// A port of its own that nothing listens on.
        case closed
    }

    public var description: String { name }

    /// The path at which the mode is asked for.
    public var path: String { "/modes/\(name)" }

    /// The mode of that name.
    public init?(name: String) {
        guard let mode = Self.all.first(where: { $0.name == name }) else { return nil }
        self = mode
    }

    /// All modes.
    public static let all: [HostileMode] = topics.flatMap(\.modes)

    /// All modes by topic, for people.
    public static let topics: [(title: String, modes: [HostileMode])] = [
        ("Pace", pace), ("Content codings", coding), ("Lengths", framing), ("Chunks", chunks), ("Early ends", ending),
        ("Header lines", head), ("Statuses", status), ("Redirects", redirects), ("Content", content),
        ("Connections", connections), ("TLS", tls), ("HTTP/2", http2),
    ]

    init(
        name: String,
        summary: String,
        outcomes: [String],
        door: Door,
        method: String,
        neverEnds: Bool,
        behaviour: Behaviour
    ) {
        self.name = name
        self.summary = summary
        self.outcomes = outcomes
        self.door = door
        self.method = method
        self.neverEnds = neverEnds
        self.behaviour = behaviour
    }

    init(
        _ name: String,
        _ summary: String,
        _ outcomes: String...,
        door: Door = .shared,
        neverEnds: Bool = false,
        behaviour: Behaviour
    ) {
        self.init(
            name: name,
            summary: summary,
            outcomes: outcomes,
            door: door,
            method: "GET",
            neverEnds: neverEnds,
            behaviour: behaviour
        )
    }

    /// A mode that answers each request on the shared listener with the same steps.
    init(
        _ name: String,
        _ summary: String,
        _ outcomes: String...,
        method: String = "GET",
        neverEnds: Bool = false,
        steps: [Step]
    ) {
        self.init(
            name: name,
            summary: summary,
            outcomes: outcomes,
            door: .shared,
            method: method,
            neverEnds: neverEnds,
            behaviour: .answers { _ in steps }
        )
    }
}
