//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Bodies with a content coding.
    static let coding: [HostileMode] = [
        HostileMode(
            "gzip-bomb",
            "sends a mebibyte that gzip makes a gibibyte of",
            "answered-truncated",
            behaviour: .answers { _ in [Answer.whole(Gzip.bomb(mebibytes: 1024), headers: ["Content-Encoding: gzip"])] }
        ),
        HostileMode(
            "gzip-bomb-twice",
            "sends a bomb that is packed twice",
            "answered-truncated",
            behaviour: .answers { _ in
                let bomb = Gzip.compress(Gzip.bomb(mebibytes: 1024))
                return [Answer.whole(bomb, headers: ["Content-Encoding: gzip, gzip"])]
            }
        ),
        HostileMode(
            "gzip-nested",
            "packs its body three times, one more than is undone",
            "answered-undecodable",
            behaviour: .answers { _ in
                let body = Gzip.compress(Gzip.compress(Gzip.compress(Array("{}".utf8))))
                return [Answer.whole(body, headers: ["Content-Encoding: gzip, gzip, gzip"])]
            }
        ),
        HostileMode(
            "gzip-cut-short",
            "leaves out the second half of its packed body",
            "answered-truncated",
            behaviour: .answers { _ in
                let body = Gzip.compress(Array("[\((1...2000).map(String.init).joined(separator: ", "))]".utf8))
                return [Answer.whole(Array(body.prefix(body.count / 2)), headers: ["Content-Encoding: gzip"])]
            }
        ),
        HostileMode(
            "gzip-in-name-only",
            "says gzip and sends plain text",
            "answered-undecodable",
            steps: [Answer.whole("{\"plain\": true}", headers: ["Content-Encoding: gzip"])]
        ),
        HostileMode(
            "coding-brotli",
            "sends brotli, which was not asked for",
            "answered-undecodable",
            steps: [
                Answer.whole(
                    // `{}` as brotli has it.
                    [0x0b, 0x00, 0x80, 0x7b, 0x7d, 0x03],
                    headers: ["Content-Encoding: br"]
                )
            ]
        ),
        HostileMode(
            "coding-unknown",
            "names a content coding that does not exist",
            "answered-undecodable",
            steps: [Answer.whole("{}", headers: ["Content-Encoding: x-hostile"])]
        ),
        HostileMode(
            "coding-list-flood",
            "names a thousand content codings",
            "answered-undecodable",
            steps: [
                Answer.whole(
                    "{}",
                    headers: ["Content-Encoding: " + Array(repeating: "gzip", count: 1000).joined(separator: ",")]
                )
            ]
        ),
    ]
}
