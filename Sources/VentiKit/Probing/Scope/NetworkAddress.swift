//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An IPv4 or IPv6 address, without a zone.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address' bytes in network order: 4 of them, or 16.
    public let bytes: [UInt8]

    /// Reads four decimal numbers, or the text of an IPv6 address (RFC 4291, 2.2).
    public init?(_ text: String) {
        let units = Array(text.utf8)
        guard units.count <= 45 else { return nil }
        guard let bytes = units.contains(UInt8(ascii: ":")) ? Self.parseIPv6(units[...]) : Self.parseIPv4(units[...])
        else { return nil }
        self.bytes = bytes
    }

    /// Whether the address has 16 bytes.
    public var isIPv6: Bool { bytes.count == 16 }

    public var description: String {
        guard isIPv6 else { return bytes.map(String.init).joined(separator: ".") }
        let groups = (0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
        let run = Self.longestRunOfZeros(groups)
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard run.count > 1 else { return text(0..<8) }
        return text(0..<run.lowerBound) + "::" + text(run.upperBound..<8)
    }

    /// What the address is for (RFC 6890), as far as a scope asks.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The machine itself.
        case loopback
        /// A private network: RFC 1918, RFC 4193, RFC 6598.
        case `private`
        /// The link, where clouds keep their metadata services: 169.254.0.0/16, fe80::/10, fd00:ec2::254.
        case linkLocal
        /// Neither a host nor anything else that can be connected to: multicast, broadcast, reserved.
        case unusable
        /// Everything else.
        case global
    }

    /// What the address is for.
    ///
    /// An IPv4 address in IPv6 form is what that IPv4 address is.
    public var kind: Kind {
        if let mapped = embeddedIPv4 { return Self.kind(ofIPv4: mapped) }
        guard isIPv6 else { return Self.kind(ofIPv4: bytes[...]) }
        if bytes.dropLast().allSatisfy({ $0 == 0 }) { return bytes.last == 1 ? .loopback : .unusable }
        if bytes.starts(with: [0xfd, 0x00, 0x0e, 0xc2]) && bytes.suffix(2).elementsEqual([0x02, 0x54]) {
            return .linkLocal
        }
        if bytes[0] & 0xfe == 0xfc { return .private }
        if bytes[0] == 0xfe { return bytes[1] & 0xc0 == 0x80 ? .linkLocal : .private }
        return bytes[0] == 0xff ? .unusable : .global
    }

    private static func kind(ofIPv4 bytes: ArraySlice<UInt8>) -> Kind {
        switch (bytes[bytes.startIndex], bytes[bytes.startIndex + 1]) {
        case (127, _): .loopback
        // Linux connects 0.0.0.0 to the machine itself.
        case (0, _): .loopback
        case (10, _), (192, 168), (172, 16...31), (100, 64...127), (198, 18...19): .private
        case (169, 254): .linkLocal
        case (224..., _): .unusable
        default: .global
        }
    }

    /// The IPv4 address in a mapped (::ffff:0:0/96), compatible (::/96) or translated (64:ff9b::/96) address.
    private var embeddedIPv4: ArraySlice<UInt8>? {
        guard isIPv6 else { return nil }
        let prefix = bytes.prefix(12)
        let zeros = prefix.prefix(10).allSatisfy { $0 == 0 }
        if zeros && prefix.suffix(2).elementsEqual([0xff, 0xff]) { return bytes.suffix(4) }
        if zeros && prefix.suffix(2).elementsEqual([0, 0]) && (bytes[12] != 0 || bytes[13] != 0) {
            return bytes.suffix(4)
        }
        if prefix.elementsEqual([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) { return bytes.suffix(4) }
        return nil
    }

    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 { start = index + 1 } else if index + 1 - start > best.count { best = start..<(index + 1) }
        }
        return best
    }
}
