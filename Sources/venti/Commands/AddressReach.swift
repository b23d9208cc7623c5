//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// From where the addresses of a host can be reached.
enum AddressReach: Int, Comparable, Sendable {
    case loopback
    case privateNetwork
    case publicInternet
    /// The name has no address.
    case unknown

    static func < (lhs: AddressReach, rhs: AddressReach) -> Bool { lhs.rawValue < rhs.rawValue }

    /// The widest reach among the host's addresses.
    static func of(host: String) -> AddressReach {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0, let first = unsafe list else { return .unknown }
        defer { unsafe freeaddrinfo(first) }
        var widest: AddressReach?
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let entry = unsafe next {
            if let reach = unsafe reach(of: entry.pointee.ai_addr) { widest = max(widest ?? reach, reach) }
            unsafe next = entry.pointee.ai_next
        }
        return widest ?? .unknown
    }

    private static func reach(of address: UnsafeMutablePointer<sockaddr>?) -> AddressReach? {
        guard let address = unsafe address else { return nil }
        switch Int32(unsafe address.pointee.sa_family) {
        case AF_INET:
            let word = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                unsafe UInt32(bigEndian: pointer.pointee.sin_addr.s_addr)
            }
            return ofIPv4(word)
        case AF_INET6:
            let bytes = unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                unsafe withUnsafeBytes(of: pointer.pointee.sin6_addr) { unsafe Array($0) }
            }
            return ofIPv6(bytes)
        default: return nil
        }
    }

    /// The blocks of RFC 1122, 1918, 3927 and 6598.
    static func ofIPv4(_ address: UInt32) -> AddressReach {
        switch (address >> 24, address >> 16 & 0xFF) {
        case (127, _), (0, _): .loopback
        case (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): .privateNetwork
        default: .publicInternet
        }
    }

    /// The blocks of RFC 4193 and 4291, and IPv4 addresses in IPv6 clothes.
    static func ofIPv6(_ bytes: [UInt8]) -> AddressReach {
        guard bytes.count == 16 else { return .publicInternet }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return ofIPv4(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
        }
        if bytes[..<15].allSatisfy({ $0 == 0 }) { return bytes[15] <= 1 ? .loopback : .publicInternet }
        if bytes[0] & 0xFE == 0xFC { return .privateNetwork }
        if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 { return .privateNetwork }
        return .publicInternet
    }
}
