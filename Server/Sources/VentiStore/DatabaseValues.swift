//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import GRDB
public import VentiService

// Values that records have many of. They are stored as they would be without this, and read without a decoder for each.

extension RecordID: DatabaseValueConvertible, StatementColumnConvertible {}

extension TrackedFinding.State: DatabaseValueConvertible, StatementColumnConvertible {}
