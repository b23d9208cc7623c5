//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TargetURLTests {
    @Test(arguments: [
        ("http://127.0.0.1:5000/base", "127.0.0.1", 5000, "/base", "127.0.0.1:5000"),
        ("HTTP://Example.COM", "example.com", 80, "", "example.com"),
        ("https://example.com/", "example.com", 443, "", "example.com"),
        ("https://example.com:443/a/b/", "example.com", 443, "/a/b", "example.com"),
        ("http://[::1]:8080/v1", "::1", 8080, "/v1", "[::1]:8080"),
        ("http://[2001:DB8:0:0::1]", "2001:db8::1", 80, "", "[2001:db8::1]"),
        ("http://my_service-1.local.:65535", "my_service-1.local.", 65535, "", "my_service-1.local.:65535"),
    ])
    func readsATarget(text: String, host: String, port: Int, basePath: String, authority: String) throws {
        let target = try TargetURL(text)
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.basePath == basePath)
        #expect(target.authority == authority)
        #expect(try TargetURL(target.description) == target)
    }

    @Test(arguments: [
        ("", TargetURLError.Code.missingScheme), ("localhost:8080", .missingScheme), ("//host", .missingScheme),
        ("ftp://host", .unsupportedScheme), ("://host", .unsupportedScheme),
        ("http://", .invalidHost), ("http:///path", .invalidHost), ("http://a b", .invalidHost),
        ("http://ü.example", .invalidHost),
        ("http://a..b", .invalidHost), ("http://.", .invalidHost), ("http://a%2eb", .invalidHost),
        ("http://127.1", .invalidHost), ("http://2130706433", .invalidHost), ("http://0x7f000001", .invalidHost),
        ("http://1.2.3.256", .invalidHost), ("http://0177.0.0.1", .invalidHost), ("http://::1", .invalidHost),
        ("http://[::1", .invalidHost), ("http://[fe80::1%25eth0]", .invalidHost), ("http://[1.2.3.4]", .invalidHost),
        ("http://host:", .invalidPort), ("http://host:0", .invalidPort), ("http://host:65536", .invalidPort),
        ("http://host:-1", .invalidPort), ("http://host:8o", .invalidPort), ("http://[::1]8080", .invalidPort),
        ("http://user:pw@host", .hasUserInfo), ("http://host@evil.example/", .hasUserInfo),
        ("http://host/?q", .hasQueryOrFragment), ("http://host?q", .hasQueryOrFragment),
        ("http://host/#f", .hasQueryOrFragment),
        ("http://host/a b", .invalidPath), ("http://host/a/../b", .invalidPath), ("http://host//b", .invalidPath),
        ("http://host/%2e%2e", .invalidPath), ("http://host\\@evil", .invalidPath),
        ("http://host/a\r\nb", .invalidPath),
    ])
    func refusesWhatIsNotATarget(text: String, code: TargetURLError.Code) throws {
        let error = try #require(throws: TargetURLError.self) { try TargetURL(text) }
        #expect(error.code == code, "\(error.message)")
        #expect(!error.message.contains("\n"))
    }

    @Test func namesTheMend() throws {
        let error = try #require(throws: TargetURLError.self) { try TargetURL("localhost:8080/api") }
        #expect(error.message == "'localhost:8080/api' has no scheme; did you mean http://localhost:8080/api ?")
    }

    @Test(arguments: ["user:hunter2@host", "http://user:hunter2@host/", "http://user:hunter2@"])
    func neverRepeatsAPassword(text: String) throws {
        let error = try #require(throws: TargetURLError.self) { try TargetURL(text) }
        #expect(!error.message.contains("hunter2"))
    }
}

struct NetworkAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", NetworkAddress.Kind.loopback), ("0.0.0.0", "0.0.0.0", .loopback),
        ("::1", "::1", .loopback),
        ("::ffff:127.0.0.1", "::ffff:7f00:1", .loopback), ("10.1.2.3", "10.1.2.3", .private),
        ("172.31.0.1", "172.31.0.1", .private),
        ("172.32.0.1", "172.32.0.1", .global), ("192.168.0.1", "192.168.0.1", .private),
        ("100.64.0.1", "100.64.0.1", .private),
        ("169.254.169.254", "169.254.169.254", .linkLocal), ("64:ff9b::a9fe:a9fe", "64:ff9b::a9fe:a9fe", .linkLocal),
        ("::a9fe:a9fe", "::a9fe:a9fe", .linkLocal), ("fd00:ec2::254", "fd00:ec2::254", .linkLocal),
        ("FD12:3456::1", "fd12:3456::1", .private), ("fe80::1", "fe80::1", .linkLocal),
        ("ff02::1", "ff02::1", .unusable),
        ("224.0.0.1", "224.0.0.1", .unusable), ("255.255.255.255", "255.255.255.255", .unusable),
        ("::", "::", .unusable),
        ("8.8.8.8", "8.8.8.8", .global), ("2606:4700:0:0:1:0:0:1", "2606:4700::1:0:0:1", .global),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", .global),
    ])
    func knowsWhatAnAddressIsFor(text: String, description: String, kind: NetworkAddress.Kind) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.description == description)
        #expect(address.kind == kind)
        #expect(NetworkAddress(address.description) == address)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "a.b.c.d", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::", "::g", "::1%eth0", "1.2.3.4::", "::+1",
    ])
    func readsNothingElse(text: String) {
        #expect(NetworkAddress(text) == nil)
    }
}
