//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// TLS and certificates.
    static let tls: [HostileMode] = [
        certificate("tls-expired", "has a certificate that ended in 2021", "certificate-expired", .expired),
        certificate("tls-not-yet-valid", "has a certificate that begins in 2110", "certificate-expired", .notYetValid),
        certificate("tls-wrong-name", "has a certificate for another host", "certificate-wrong-name", .wrongName),
        certificate("tls-self-signed", "vouches for itself", "certificate-untrusted", .selfSigned),
        certificate(
            "tls-weak-certificate",
            "has a certificate with a short key that is signed with MD5",
            "certificate-untrusted",
            .weak
        ),
        HostileMode(
            "tls-no-close-notify",
            "ends a body without a length below TLS, so that its end is not certain",
            "answered-truncated",
            door: .tls,
            behaviour: .answersOverTLS(
                .valid,
                [Answer.head("Connection: close", body: "{}"), .wait(milliseconds: 20), .closeBelowTLS]
            )
        ),
        HostileMode(
            "tls-garbage-record",
            "sends a TLS record of noise within the body",
            "tls-failed",
            door: .tls,
            behaviour: .answersOverTLS(
                .valid,
                [
                    Answer.head("Content-Length: 100", body: "{"), .wait(milliseconds: 20),
                    .sendBelowTLS([0x17, 0x03, 0x03, 0x00, 0x20] + [UInt8](repeating: 0xa5, count: 32)),
                ]
            )
        ),
        HostileMode(
            "tls-plaintext",
            "speaks plain HTTP where TLS is expected",
            "tls-failed",
            door: .tls,
            behaviour: .reacts([Answer.whole("{}", status: "400 Bad Request")])
        ),
        HostileMode(
            "tls-fatal-alert",
            "refuses every handshake with an alert",
            "tls-failed",
            door: .tls,
            behaviour: .reacts([.send([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]), .close])
        ),
        HostileMode(
            "tls-close-in-handshake",
            "closes the connection within the handshake",
            "tls-failed",
            door: .tls,
            behaviour: .reacts([.close])
        ),
        HostileMode(
            "tls-mute",
            "never answers the handshake",
            // Whether the handshake is a part of connecting is the client's choice.
            "connect-timed-out",
            "no-response",
            door: .tls,
            neverEnds: true,
            behaviour: .acts([])
        ),
    ]

    private static func certificate(
        _ name: String,
        _ summary: String,
        _ outcome: String,
        _ certificate: ServerCertificate
    ) -> HostileMode {
        HostileMode(
            name,
            summary,
            outcome,
            door: .tls,
            behaviour: .answersOverTLS(certificate, [Answer.healthy])
        )
    }
}
