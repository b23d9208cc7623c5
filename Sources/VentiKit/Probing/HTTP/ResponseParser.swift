//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads one response to one request from bytes as they come (RFC 9112).
///
/// No input makes it trap, and what it keeps is bounded by ``ProbeLimits``. It is lenient where the end of the message
/// stays certain (a bare LF ends a line of the head, a folded line is unfolded, CR and NUL in values become blanks), and
/// throws ``ProbeError/Code/malformedResponse`` where it does not.
struct ResponseParser {
    /// What is read next.
    enum State: Equatable {
        case statusLine
        case headerLine
        case fixedBody(remaining: Int)
        case chunkSize
        case chunkData(remaining: Int)
        case chunkEnd
        case trailerLine
        case bodyUntilClose
        case complete
    }

    /// How the message ended.
    enum Ending: Equatable {
        /// As its framing says.
        case whole
        /// Reading stopped at ``ProbeLimits/maximumWireBytes``.
        case cut
    }

    let limits: ProbeLimits
    let requestMethod: String
    /// Whether the request asked for another protocol, so that 101 is an answer.
    let asksForUpgrade: Bool
    var state = State.statusLine
    var ending = Ending.whole
    var head = ResponseHead()
    /// The body without its transfer coding, as much of it as is kept.
    var body: [UInt8] = []
    /// Whether there was more body than is kept.
    var bodyIsTruncated = false
    /// The bytes of the message that were read.
    private(set) var wireBytes = 0
    /// Whether another request may be sent on the connection once the message is complete.
    var keepsAlive = true

    /// The beginning of a line whose end has not come.
    var line: [UInt8] = []
    var headBytes = 0
    var interimResponses = 0

    /// How many interim responses (1xx) may come before the final one.
    static let maximumInterimResponses = 16

    init(requestMethod: String, asksForUpgrade: Bool = false, limits: ProbeLimits) {
        self.requestMethod = requestMethod
        self.asksForUpgrade = asksForUpgrade
        self.limits = limits
    }

    var isComplete: Bool { state == .complete }

    /// Whether anything was read.
    var hasStarted: Bool { wireBytes > 0 }

    /// The length after which the body, as it stands on the wire, is no longer kept.
    ///
    /// A compressed body needs a little more than its content may have.
    private var maximumKeptBytes: Int {
        let (sum, overflows) = limits.maximumBodyBytes.addingReportingOverflow(head.isEncoded ? 1 << 16 : 0)
        return overflows ? .max : sum
    }

    /// Reads what belongs to the message.
    ///
    /// - Returns: How many of the bytes do; fewer than there are only if the message is complete.
    mutating func consume(_ piece: Span<UInt8>) throws(ProbeError) -> Int {
        let bytes = piece.extracting(0..<min(piece.count, max(0, limits.maximumWireBytes - wireBytes)))
        var index = 0
        // Once for each piece: where a line is not plain, whoever sent it may have sent thousands of the kind.
        var mayBePlain = true
        while index < bytes.count, state != .complete {
            let start = index
            switch state {
            case .headerLine:
                if mayBePlain, line.isEmpty { index = readPlainLines(bytes, from: index) }
                mayBePlain = false
                if index < bytes.count { index = try readLine(bytes, from: index, isStrict: false) }
            case .statusLine, .trailerLine:
                index = try readLine(bytes, from: index, isStrict: false)
            case .chunkSize, .chunkEnd:
                index = try readLine(bytes, from: index, isStrict: true)
            case .fixedBody(let remaining):
                index = keep(bytes, from: index, atMost: remaining)
                let left = remaining - (index - start)
                state = left == 0 ? .complete : .fixedBody(remaining: left)
            case .chunkData(let remaining):
                index = keep(bytes, from: index, atMost: remaining)
                let left = remaining - (index - start)
                state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
            case .bodyUntilClose:
                index = keep(bytes, from: index, atMost: .max)
            case .complete:
                break
            }
            wireBytes += index - start
            if wireBytes >= limits.maximumWireBytes, state != .complete { try cut() }
        }
        return index
    }

    /// The peer has closed its side.
    ///
    /// - Throws: ``ProbeError/Code/connectionClosed`` where the message is not complete.
    mutating func finish() throws(ProbeError) {
        switch state {
        case .complete: break
        case .bodyUntilClose: complete(keepsAlive: false)
        case .statusLine where wireBytes == 0:
            throw ProbeError(.connectionClosed, "The server closed the connection without an answer.")
        case .statusLine, .headerLine:
            throw ProbeError(.responseCutShort, "The server closed the connection within the head of its response.")
        case .fixedBody, .chunkSize, .chunkData, .chunkEnd, .trailerLine:
            throw ProbeError(.responseCutShort, "The server closed the connection within the body of its response.")
        }
    }

    mutating func complete(keepsAlive: Bool) {
        self.keepsAlive = self.keepsAlive && keepsAlive
        line = []
        state = .complete
    }

    private mutating func cut() throws(ProbeError) {
        switch state {
        case .statusLine, .headerLine:
            throw ProbeError(
                .headerTooLarge,
                "The head of the response is longer than \(limits.maximumWireBytes) bytes."
            )
        default:
            ending = .cut
            bodyIsTruncated = true
            complete(keepsAlive: false)
        }
    }

    /// Keeps what there is room for, and gives the index after what was read.
    private mutating func keep(_ bytes: Span<UInt8>, from start: Int, atMost count: Int) -> Int {
        let available = min(bytes.count - start, count, max(1, limits.maximumWireBytes - wireBytes))
        let room = max(0, min(available, maximumKeptBytes - body.count))
        if room > 0 {
            let kept = bytes.extracting(start..<(start + room))
            unsafe kept.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
        }
        if room < available { bodyIsTruncated = true }
        return start + available
    }
}
