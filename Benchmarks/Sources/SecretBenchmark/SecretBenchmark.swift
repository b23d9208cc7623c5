//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import VentiKit

/// Measures how many words a second are tried as the secret of a JSON Web Token, on one core.
///
///     SecretBenchmark [SECONDS]
///
/// The peer is what one writes with swift-crypto: HMAC of the message with each word. Both take turns, and the last line
/// is `secrets: hmacs_per_s=N` with the best turn of each.
@main
enum SecretBenchmark {
    static func main() {
        let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 1
        let words = (0..<20_000).map { "no-secret-\($0)" }
        // A token as logins give them out: six claims, some 300 characters.
        let claims = """
            {"sub":"0c1f9a52-6b1e-4c6c-9a51-2f7f0e6d5b11","iss":"https://login.example","aud":"api",\
            "iat":1700000000,"exp":1700003600,"roles":["reader","writer"]}
            """
        let token = Token(claims: claims, secret: "none of the words")
        guard let search = TokenSecretSearch(token: token.text),
            search.firstSecret(in: words + ["none of the words"]) != nil
        else {
            print("secrets: the search does not find the secret")
            return
        }
        var (own, peer) = (0.0, 0.0)
        for turn in 1...5 {
            let first = rate(of: words, for: seconds / 5) { search.firstSecret(in: $0) == nil }
            let second = rate(of: words, for: seconds / 5) { words in
                words.allSatisfy { !token.isSigned(with: $0) }
            }
            own = max(own, first)
            peer = max(peer, second)
            print("turn \(turn): VentiKit \(Int(first)), swift-crypto \(Int(second)) HMACs a second of processor time")
        }
        print("secrets: hmacs_per_s=\(Int(own)) peer=\(Int(peer)) ratio=\((own / peer * 100).rounded() / 100)")
    }

    /// How many words a second of processor time the body tries.
    private static func rate(of words: [String], for seconds: Double, _ body: ([String]) -> Bool) -> Double {
        let start = ProcessorTime.now
        var count = 0
        repeat {
            guard body(words) else { return 0 }
            count += words.count
        } while ProcessorTime.now - start < seconds
        return Double(count) / (ProcessorTime.now - start)
    }
}
