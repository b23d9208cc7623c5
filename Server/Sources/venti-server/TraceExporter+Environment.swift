//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging
import VentiKit
import VentiServer

extension TraceExporter {
    /// Sends spans where OpenTelemetry's variables of the environment say; `nil` where they say nothing.
    static func ofEnvironment(_ metrics: MetricsRegistry, _ logger: Logger) throws -> TraceExporter? {
        let variables = ProcessInfo.processInfo.environment
        let settings = try TraceExportSettings(variables: variables, version: ScanReport.Tool.current.version)
        return settings.map { TraceExporter($0, metrics: metrics, logger: logger) }
    }
}
