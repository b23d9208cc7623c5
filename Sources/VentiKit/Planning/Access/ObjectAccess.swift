//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What somebody could do with a thing that was somebody's own.
public struct ObjectAccess: Sendable, Hashable, Codable {
    /// The kind of thing, by the path template of one, such as `/orders/{orderId}`.
    public var object: String
    /// Whose it was.
    public var owner: String
    /// Who tried; `anonymous` for nobody in particular.
    public var actor: String
    /// What was tried.
    public var verb: Verb
    /// What came of it.
    public var outcome: AccessOutcome

    /// What one identity could do with what another made.
    public init(object: String, owner: String, actor: String, verb: Verb, outcome: AccessOutcome) {
        self.object = object
        self.owner = owner
        self.actor = actor
        self.verb = verb
        self.outcome = outcome
    }

    /// What was tried.
    public enum Verb: String, Sendable, Hashable, Codable {
        /// It asked for the object.
        case read
        /// It changed the object.
        case update
        /// It deleted the object.
        case delete
    }
}
