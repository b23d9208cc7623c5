//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Who could do what, as the scan saw it: identities by operations, and identities by the things of others.
///
/// It says what happened, not what should: compare it with what the API means to allow, or declare that as
/// ``ScanPolicy/accessRules``.
public struct AccessMatrix: Sendable, Hashable, Codable {
    /// Who tried; `anonymous` stands for requests without a credential and comes first.
    public var identities: [Subject]
    /// The operations in the order of the document, each with an outcome for each of the ``identities`` in turn.
    public var operations: [OperationAccess]
    /// What identities could do with things that were known to be somebody's.
    public var objects: [ObjectAccess]

    /// A matrix of identities by operations and by the things of others.
    public init(identities: [Subject] = [], operations: [OperationAccess] = [], objects: [ObjectAccess] = []) {
        self.identities = identities
        self.operations = operations
        self.objects = objects
    }

    /// The name of whoever shows no credential.
    public static let anonymous = "anonymous"

    /// The outcome of an operation for an identity.
    public func outcome(of operation: String, for identity: String) -> AccessOutcome {
        operations.first { $0.operation == operation }?.cells.first { $0.identity == identity }?.outcome ?? .notTried
    }

    /// Someone who tried.
    public struct Subject: Sendable, Hashable, Codable {
        /// The name of the identity, or ``AccessMatrix/anonymous``.
        public var name: String
        /// The role that the user gave the identity.
        public var role: String?

        /// A row of the matrix.
        public init(name: String, role: String? = nil) {
            self.name = name
            self.role = role
        }
    }
}

/// Who could call an operation.
public struct OperationAccess: Sendable, Hashable, Codable {
    /// The method and path template.
    public var operation: String
    /// What each identity got.
    public var cells: [Cell]

    /// An operation with what each identity got.
    public init(operation: String, cells: [Cell] = []) {
        self.operation = operation
        self.cells = cells
    }

    /// What one identity got.
    public struct Cell: Sendable, Hashable, Codable {
        /// The name of the identity.
        public var identity: String
        /// The best status; `nil` where no response came.
        public var status: Int?
        /// Whether the identity was let in.
        public var outcome: AccessOutcome

        /// What one identity got.
        public init(identity: String, status: Int? = nil, outcome: AccessOutcome) {
            self.identity = identity
            self.status = status
            self.outcome = outcome
        }
    }
}
