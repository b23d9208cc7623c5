//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct HeaderElementsTests {
    @Test(arguments: [
        "no-store", " No-Store , private", "private=\"x\"", "max-age=0, no-store-x", "no-store x",
        "\tPUBLIC\t,s-maxage=3",
        "", ",,", "no -store", "x,no-store ", "s-maxage", "é, public",
    ])
    func agreeWithASplitValue(value: String) {
        let elements = HeaderElements(value, separator: UInt8(ascii: ","))
        let split = Set(value.lowercased().split(separator: ",").map { String($0).trimmingSpaces })
        #expect(elements.contains("no-store") == split.contains("no-store"))
        #expect(elements.contains("public") == split.contains("public"))
        #expect(elements.containsPrefix("private") == split.contains { $0.hasPrefix("private") })
        #expect(elements.containsPrefix("s-maxage") == split.contains { $0.hasPrefix("s-maxage") })
    }

    @Test(arguments: [
        "max-age=0", "MAX-AGE = \"0\"; includeSubDomains", "max-age=00", "preload;max-age=0 ", "max-age=0\t",
        "max-age=01",
        ";", "x max-age=0",
    ])
    func passOverSpacesAndQuotes(value: String) {
        let elements = HeaderElements(value, separator: UInt8(ascii: ";"), ignoresSpacesAndQuotes: true)
        let split = value.lowercased().filter { $0 != " " && $0 != "\"" }.split(separator: ";")
        #expect(elements.contains("max-age=0") == split.contains("max-age=0"))
    }

    @Test(arguments: [
        "nginx", "nginx/1.18.0", "Apache/2", "PHP 8.1.2", "a 1. 2", "Express 4.x", "(Ubuntu) mod/x 3.1", "1", ".5",
        "v2.", "2.3",
        "a;b/9", "", "/ 1", "é/1",
    ])
    func versionsAreFoundAsInASplitValue(value: String) {
        let expected = value.split(whereSeparator: { " ,;()".contains($0) }).first { word in
            let bytes = Array(word.utf8)
            return bytes.indices.contains { index in
                guard index > 0, bytes[index].isASCIIDigit else { return false }
                if bytes[index - 1] == UInt8(ascii: "/") { return true }
                return index > 1 && bytes[index - 1] == UInt8(ascii: ".") && bytes[index - 2].isASCIIDigit
            }
        }
        #expect(VersionHeaderCheck.version(in: value) == expected.map(String.init))
    }
}
