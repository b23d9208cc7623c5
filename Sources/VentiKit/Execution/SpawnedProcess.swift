//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A process that this one has started, at the head of a group of its own.
struct SpawnedProcess {
    private let number: pid_t

    /// Starts a process that has only these files, as its standard input, output and error.
    init?(path: String, arguments: [String], environment: [String: String], descriptors: [Int32]) {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        guard unsafe posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        for (index, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(index))
        }
        // What the host has open is not the program's: sockets, and files with secrets.
        #if canImport(Darwin)
        let closing = POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
        let closing: Int32 = 0
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? [] {
            guard let descriptor = Int32(name), descriptor > 2, fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 else {
                continue
            }
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        #endif
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe sigdelset(&all, SIGKILL)
        unsafe sigdelset(&all, SIGSTOP)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags =
            Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | closing
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        let texts: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (texts + variables).forEach { unsafe free($0) } }
        var number = pid_t()
        let status = unsafe posix_spawn(&number, path, &actions, &attributes, texts, variables)
        guard status == 0 else { return nil }
        self.number = number
    }

    /// The status that the process ended with, as a shell tells it; `nil` while it runs. Tells an end once.
    func status() -> Int? {
        var status: Int32 = 0
        let answer = unsafe waitpid(number, &status, WNOHANG)
        // Whoever else has taken leave of it has taken the status, too.
        if answer < 0 { return errno == EINTR ? nil : 255 }
        guard answer == number else { return nil }
        let signal = status & 0x7F
        return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }

    /// Ends the process and what it has started: asks first, and does not take no for an answer.
    func end() {
        kill(-number, SIGTERM)
        for _ in 0..<50 {
            usleep(20_000)
            if status() != nil {
                kill(-number, SIGKILL)
                return
            }
        }
        kill(-number, SIGKILL)
        while status() == nil { usleep(5_000) }
    }
}
