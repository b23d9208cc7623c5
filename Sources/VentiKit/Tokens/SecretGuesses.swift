//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Words to try as the secret of a JSON Web Token: those that tutorials, templates and hurried people use, and those
/// that the API's own document suggests.
struct SecretGuesses: Sequence, Sendable {
    private let words: [String]

    /// The guesses for an API.
    init(for description: APIDescription, host: String) {
        var words = Self.common
        let hostWords = host.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let own = Words.split(description.title) + hostWords + [description.title, host]
        for word in own where word.count > 1 {
            for form in Set([word, word.lowercased(), word.uppercased()]).sorted() {
                let isUpper = form == word.uppercased()
                words += [form]
                for ending in ["secret", "key", "-secret", "_secret", "-key", "_key", "123", "1234"] {
                    words.append(form + (isUpper ? ending.uppercased() : ending))
                    words.append(form + ending)
                }
            }
        }
        var seen: Set<String> = []
        self.words = words.filter { seen.insert($0).inserted }
    }

    func makeIterator() -> IndexingIterator<[String]> { words.makeIterator() }

    /// The first guess with which the token is signed.
    func secret(of token: JSONWebToken) -> String? { TokenSecretSearch(token)?.firstSecret(in: words) }

    private static let common: [String] = {
        let bases = """
            secret key jwt token password passwd admin root test demo dev development prod production staging local default
            changeme changeit private public secure security auth authentication login user users api app application
            server service backend web node express flask django rails spring laravel hello world foo bar baz qwerty
            letmein welcome master super superuser supersecret topsecret mysecret yoursecret oursecret thesecret shared
            signing sign signature session cookie salt pepper random value string example sample temp temporary dummy
            guest system internal hidden magic word dragon monkey iloveyou trustno1 passw0rd p@ssw0rd p@ssword secretkey
            secret_key secret-key jwtsecret jwt_secret jwt-secret JWT_SECRET JWTSECRET SECRET SECRET_KEY SECRETKEY KEY
            jwtkey jwt_key privatekey private_key publickey signingkey signing_key tokensecret token_secret appsecret
            app_secret api_secret apisecret api_key apikey authsecret auth_secret accesstoken access_token access
            accesssecret refresh refreshtoken refresh_secret sessionsecret session_secret verysecret very_secret
            verysecretkey very-secret-key superSecret superSecretKey super_secret super-secret super-secret-key
            supersecretkey mysecretkey my_secret my-secret my_secret_key my-secret-key mySecretKey mySecret mykey
            your_secret your-secret your_secret_key your-256-bit-secret your-384-bit-secret your-512-bit-secret
            yoursecretkey your-secret-key YOUR_SECRET_KEY some_secret somesecret some-secret-key unsafe insecure
            changethis change_me change-me replaceme replace_me todo fixme keyboardcat shhhhh shhh shh ssh hush gfg_jwt_secret_key
            null none undefined empty blank true false abc abcd abc123 abcdef asdf asdfgh zxcvbn 123 1234 12345 123456
            1234567 12345678 123456789 1234567890 0 000000 111111 a b x s3cr3t s3cret secr3t s3cretkey hmac HS256 hs256
            sha256 hash crypto encryption encrypt money bank shop store book books crm blog chat game mobile client
            """.split { $0 == " " || $0 == "\n" }.map(String.init)
        let endings = ["", "1", "12", "123", "1234", "12345", "!", "2023", "2024", "2025", "2026"]
        return bases.flatMap { base in endings.map { base + $0 } } + [
            "keyboard cat", "", "my secret", "top secret", "hello world",
        ]
    }()
}
