//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import VentiKit

/// The HTTP interface.
struct ScanRoutes: Sendable {
    let board: ScanBoard
    let mayScan: @Sendable (TargetURL) -> Bool

    func add(to router: Router<BasicRequestContext>) {
        router.post("scans", use: start)
        router.get("scans/:id", use: show)
        router.get("scans/:id/events", use: follow)
        router.get("scans/:id/report", use: report)
        router.delete("scans/:id", use: cancel)
    }

    @Sendable private func start(
        _ request: Request,
        context: BasicRequestContext
    ) async throws -> EditedResponse<ScanStatus> {
        let new = try await request.decode(as: NewScan.self, context: context)
        guard let status = await board.add(try new.request(mayScan: mayScan)) else {
            throw HTTPError(.tooManyRequests, message: "Too many scans are waiting.")
        }
        return EditedResponse(status: .accepted, headers: [.location: "/scans/\(status.id)"], response: status)
    }

    @Sendable private func show(_ request: Request, context: BasicRequestContext) async throws -> ScanStatus {
        guard let status = await board.status(of: try id(context)) else { throw HTTPError(.notFound) }
        return status
    }

    @Sendable private func cancel(_ request: Request, context: BasicRequestContext) async throws -> ScanStatus {
        guard let status = await board.cancel(try id(context)) else { throw HTTPError(.notFound) }
        return status
    }

    /// The whole report, as `venti` writes it.
    @Sendable private func report(_ request: Request, context: BasicRequestContext) async throws -> Response {
        guard let report = await board.report(of: try id(context)) else { throw HTTPError(.notFound) }
        let text = try JSONReport().text(for: report)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// The status as server-sent events: one whenever it has changed, until the scan is over.
    ///
    /// A client that reads slowly holds up nobody but itself, and misses states in between, never the last.
    @Sendable private func follow(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let id = try id(context)
        guard await board.status(of: id) != nil else { throw HTTPError(.notFound) }
        let body = ResponseBody { writer in
            var last: ScanStatus?
            while let status = await board.status(of: id) {
                if status != last {
                    let json = String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
                    try await writer.write(ByteBuffer(string: "event: \(status.state.rawValue)\ndata: \(json)\n\n"))
                    last = status
                }
                if status.hasEnded { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            try await writer.finish(nil)
        }
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        return Response(status: .ok, headers: headers, body: body)
    }

    private func id(_ context: BasicRequestContext) throws -> UUID {
        guard let id = context.parameters.get("id").flatMap({ UUID(uuidString: $0) }) else {
            throw HTTPError(.notFound)
        }
        return id
    }
}
