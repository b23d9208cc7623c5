//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOCore
internal import NIOPosix

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Resolves a host's name with the system's resolver, on a thread where it may block.
enum NameResolver {
    /// Gives the addresses of a host for a port, on a thread where it may block.
    typealias Resolve = @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress]

    /// Gives the addresses of a host in the order in which they are to be tried.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/nameNotResolved``.
    static func resolve(host: String, port: Int) throws -> [SocketAddress] {
        if NetworkAddress(host) != nil { return [try SocketAddress(ipAddress: host, port: port)] }
        var hints = unsafe addrinfo()
        #if canImport(Glibc)
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        #else
        unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &first)
        guard status == 0 else { throw ProbeError(.nameNotResolved, "The name \(host) has no address.") }
        defer { if let first = unsafe first { unsafe freeaddrinfo(first) } }
        var addresses: [SocketAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            if let address = unsafe address(entry), !addresses.contains(address) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: UnsafeMutablePointer<addrinfo>) -> SocketAddress? {
        guard let raw = unsafe UnsafeRawPointer(entry.pointee.ai_addr) else { return nil }
        switch unsafe entry.pointee.ai_family {
        case AF_INET: return SocketAddress(unsafe raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: return SocketAddress(unsafe raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
    }
}
