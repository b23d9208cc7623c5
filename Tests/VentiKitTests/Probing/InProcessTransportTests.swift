//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Synchronization
import Testing
import VentiKit

@Suite(.timeLimit(.minutes(1)))
struct InProcessTransportTests {
    private func send(
        _ request: ProbeRequest,
        limits: ProbeLimits = ProbeLimits(),
        seconds: Double = 20,
        handler: @escaping InProcessTransport.Handler
    ) async throws -> ProbeResponse {
        let transport = InProcessTransport(
            target: try TargetURL("https://api.example:8443"),
            limits: limits,
            handler: handler
        )
        return try await transport.send(
            request,
            deadline: .now.advanced(by: .seconds(seconds)),
            options: ProbeOptions()
        )
    }

    @Test func givesTheHandlerTheRequestAndGivesBackItsAnswer() async throws {
        let headers: HeaderLines = ["X-A": "1", "bad name": "2", "x-a": "3"]
        let request = ProbeRequest(method: "PURGE", target: "/a?b=c", headers: headers, body: Array("abc".utf8))
        let response = try await send(request) { request, body in
            #expect(request.method.rawValue == "PURGE")
            #expect(request.path == "/a?b=c")
            #expect(request.scheme == "https")
            #expect(request.authority == "api.example:8443")
            #expect(request.headerFields.map { "\($0.name)=\($0.value)" } == ["X-A=1", "x-a=3", "Content-Length=3"])
            var answer = HTTPResponse(status: 201)
            answer.headerFields.append(.init(name: .setCookie, value: "a=1"))
            answer.headerFields.append(.init(name: .setCookie, value: "b=2"))
            return (answer, body + body)
        }
        #expect(response.status == 201)
        #expect(response.headers.values(of: "set-cookie") == ["a=1", "b=2"])
        #expect(response.bodyText == "abcabc")
        #expect(response.duration > .zero)
    }

    @Test func takesTheHostFieldAsAuthority() async throws {
        let request = ProbeRequest(method: "GET", target: "/", headers: ["Host": "other.example"])
        let response = try await send(request) { request, _ in
            (.init(status: 200), Array((request.authority ?? "").utf8))
        }
        #expect(response.bodyText == "other.example")
    }

    @Test func boundsTheBody() async throws {
        var limits = ProbeLimits()
        limits.maximumBodyBytes = 3
        let response = try await send(.get(), limits: limits) { _, _ in (.init(status: 200), [1, 2, 3, 4]) }
        #expect(response.body == [1, 2, 3])
        #expect(response.bodyIsTruncated)
    }

    @Test func givesNoBodyOfAnAnswerToHEAD() async throws {
        let response = try await send(ProbeRequest(method: "HEAD", target: "/")) { _, _ in (.init(status: 200), [1]) }
        #expect(response.body.isEmpty)
    }

    @Test func saysThatTheHandlerFailed() async throws {
        struct Failure: Error {}
        let error = try await #require(throws: ProbeError.self) {
            _ = try await send(.get()) { _, _ in throw Failure() }
        }
        #expect(error.code == .handlerFailed)
        #expect(error.cause is Failure)
        #expect(error.message == "The handler threw an error of type Failure.")
    }

    @Test func givesUpAtTheDeadline() async throws {
        let error = try await #require(throws: ProbeError.self) {
            _ = try await send(.get(), seconds: 0.05) { _, _ in
                try await Task.sleep(for: .seconds(30))
                return (.init(status: 200), [])
            }
        }
        #expect(error.code == .timedOut)
    }

    @Test func cancelsAHandlerThatNeverWaits() async throws {
        let error = try await #require(throws: ProbeError.self) {
            _ = try await send(.get(), seconds: 0.05) { _, _ in
                while !Task.isCancelled {}
                return (.init(status: 200), [])
            }
        }
        #expect(error.code == .timedOut)
    }

    @Test func keepsEachDeadlineOfMany() async throws {
        let transport = InProcessTransport(target: try TargetURL("http://api.example")) { request, _ in
            if request.path == "/slow" { try await Task.sleep(for: .seconds(3600)) }
            await Task.yield()
            return (.init(status: 200), [])
        }
        let counts = try await withThrowingTaskGroup { group in
            for index in 0..<400 {
                let isSlow = index.isMultiple(of: 4)
                let time: Duration = isSlow ? .milliseconds(20 + index % 90) : .seconds(3600)
                group.addTask {
                    do {
                        let request = ProbeRequest.get(isSlow ? "/slow" : "/")
                        return try await transport.send(request, deadline: .now + time, options: ProbeOptions()).status
                    } catch let error as ProbeError {
                        #expect(error.code == .timedOut)
                        return 0
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(counts == [200: 300, 0: 100])
    }

    @Test func doesNotCancelTheTaskThatSends() async throws {
        let transport = InProcessTransport(target: try TargetURL("http://api.example")) { request, _ in
            if request.path == "/slow" { try await Task.sleep(for: .seconds(3600)) }
            return (.init(status: 200), [])
        }
        await #expect(throws: ProbeError.self) {
            _ = try await transport.send(.get("/slow"), deadline: .now + .milliseconds(20), options: ProbeOptions())
        }
        #expect(!Task.isCancelled)
        #expect(try await transport.send(.get(), deadline: .now + .seconds(9), options: ProbeOptions()).status == 200)
    }

    @Test func cancelsTheHandlerWithItsTask() async throws {
        await withTaskGroup { group in
            let (started, starts) = AsyncStream.makeStream(of: Void.self)
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    _ = try await send(.get()) { _, _ in
                        starts.yield()
                        try await Task.sleep(for: .seconds(30))
                        return (.init(status: 200), [])
                    }
                }
            }
            for await _ in started { break }
            group.cancelAll()
        }
    }

    @Test func refusesWhatWouldForgeTheFraming() async throws {
        let error = try await #require(throws: ProbeError.self) {
            _ = try await send(ProbeRequest(method: "GET", target: "/", headers: ["a": "b\r\nc"])) { _, _ in
                (.init(status: 200), [])
            }
        }
        #expect(error.code == .invalidRequest)
    }
}
