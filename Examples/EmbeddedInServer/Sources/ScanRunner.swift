//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ServiceLifecycle
import VentiKit

/// Runs the scans that wait, so many at once, as a service of the server.
struct ScanRunner: Service {
    let host: ScanHost
    let board: ScanBoard

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                var running = 0
                for await job in board.queue {
                    if running >= host.maximumRunning { await group.next() } else { running += 1 }
                    group.addTask { await run(job) }
                }
                group.cancelAll()
            }
        }
    }

    /// Runs one scan until it ends or somebody cancels it.
    private func run(_ job: ScanJob) async {
        await board.begin(job.id)
        let error = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                do {
                    try await host.executor.execute(
                        host.scanner,
                        job.request,
                        into: ScanEventSink { await board.note($0, for: job.id) }
                    )
                    return nil
                } catch {
                    return error
                }
            }
            group.addTask {
                // Nothing comes: the stream ends when the scan is cancelled, and the wait when the scan is over.
                for await _ in job.cancellation {}
                return CancellationError()
            }
            let first = await group.next() ?? nil
            // Either the scan is over, or it is to stop; then it still hands its report over.
            group.cancelAll()
            let second = await group.next() ?? nil
            return first ?? second
        }
        await board.end(job.id, error)
    }
}
