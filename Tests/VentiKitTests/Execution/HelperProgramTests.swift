//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

/// Programs that are asked for something: real ones.
struct HelperProgramTests {
    private func shell(_ script: String, input: String = "") -> HelperProgram {
        var program = HelperProgram(command: "sh", environment: ["PATH": "/usr/bin:/bin", "PLACE": "there"])
        program.arguments = ["-c", script]
        program.input = Array(input.utf8)
        return program
    }

    private func failure(_ program: HelperProgram) -> HelperProgram.Failure? {
        do {
            _ = try program.runAndWait()
            return nil
        } catch {
            return error
        }
    }

    @Test func aProgramReadsItsInputAndHasOnlyItsEnvironment() throws {
        let answer = try shell("cat; echo \"$PLACE:$HOME\"; echo words >&2; exit 3", input: "in\n").runAndWait()
        #expect(answer.status == 3)
        #expect(String(decoding: answer.output, as: UTF8.self) == "in\nthere:\n")
        #expect(String(decoding: answer.errors, as: UTF8.self) == "words\n")
        #expect(try shell("kill -9 $$").runAndWait().status == 137)
    }

    @Test func aProgramThatIsNotThereIsNotRun() {
        for command in ["venti-no-such-program", "/nowhere/venti", "/etc/passwd"] {
            let program = HelperProgram(command: command, environment: ["PATH": "/usr/bin:/bin"])
            guard case .notRunnable = failure(program) else {
                Issue.record("\(command) was run")
                continue
            }
        }
    }

    #if os(Linux)
    @Test func aProgramHasNothingOfItsHostOpen() throws {
        let file = try #require(FileHandle(forReadingAtPath: "/etc/passwd"))
        defer { try? file.close() }
        // Not one that is closed by itself.
        let descriptor = dup(file.fileDescriptor)
        defer { close(descriptor) }
        let answer = try shell("ls /proc/self/fd").runAndWait()
        let open = String(decoding: answer.output, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) }
        // The fourth is what ls reads the folder by.
        #expect(open.count == 4 && Set(open).isSuperset(of: [0, 1, 2]), "\(open)")
    }
    #endif

    @Test(.timeLimit(.minutes(1))) func aProgramThatIsEndedTakesWhatItHasStartedWithIt() throws {
        let mark = "31.\(UInt32.random(in: 1_000_000...9_999_999))"
        var program = shell("trap '' TERM; sleep \(mark) & sleep \(mark)")
        program.seconds = 0.5
        guard case .tooSlow = failure(program) else {
            Issue.record("it was not ended")
            return
        }
        let left = try shell("ps -ef 2> /dev/null | grep -F 'sleep \(mark)' | grep -v grep || true").runAndWait()
        #expect(left.output.isEmpty, "\(String(decoding: left.output, as: UTF8.self))")
    }

    @Test(.timeLimit(.minutes(1))) func aProgramThatLeavesAnotherBehindIsNotWaitedFor() throws {
        var program = shell("sleep 1.5 & echo done")
        program.seconds = 30
        let began = ContinuousClock.now
        #expect(try program.runAndWait().output == Array("done\n".utf8))
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test(.timeLimit(.minutes(1))) func aProgramThatPrintsWithoutEndIsEnded() {
        for script in ["yes", "yes >&2", "head -c 200000 /dev/zero"] {
            var program = shell(script)
            program.maximumBytes = 100_000
            guard case .tooMuchOutput = failure(program) else {
                Issue.record("\(script) was not ended")
                continue
            }
        }
    }
}
