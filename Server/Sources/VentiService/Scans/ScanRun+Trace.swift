//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Logging

extension ScanRun {
    /// Runs the attempt in the trace of the request that asked for the scan, and says so in the log.
    func runTraced() async {
        let (job, attempt) = (run.job, run.job.attempt)
        let request = job.request ?? ""
        await RequestTag.$current.withValue(request) {
            await core.tracer.span(
                "job scan",
                .consumer,
                in: job.traceparent.flatMap { TraceContext(header: $0) },
                attributes: [
                    "messaging.operation.type": .text("process"), "venti.job.id": .text(job.id.rawValue),
                    "venti.job.attempt": .number(attempt), "venti.scan.id": .text(job.subject.rawValue),
                ]
            ) { span in
                let facts: Logger.Metadata = [
                    "job_id": "\(job.id)", "scan_id": "\(job.subject)", "tenant": "\(job.tenant)",
                    "attempt": "\(attempt)",
                ]
                core.logger.info("a scan begins", metadata: facts)
                await self.run()
                let scope = TenantScope(tenant: job.tenant)
                let scan = try? await core.store.read(scope) { try $0.find(Scan.self, job.subject) }
                let state = scan?.state.rawValue ?? "unknown"
                span.set("venti.scan.state", .text(state))
                if let scan { span.set("venti.scan.requests", .number(scan.progress.requestsSent)) }
                if scan?.state == .failed { span.fail("the scan failed") }
                core.logger.info("an attempt to scan is over", metadata: facts.merging(["state": "\(state)"]) { $1 })
            }
        }
    }
}
