//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitKubernetes

/// Where the token comes from, and when it is asked for again.
struct CredentialTests {
    private func plugin(_ script: String, _ folder: TemporaryFolder, seconds: Double = 60) throws -> CredentialPlugin {
        try folder.write("plugin", "#!/bin/sh\n" + script, isExecutable: true)
        var entry = Kubeconfig.PluginEntry()
        entry.apiVersion = "client.authentication.k8s.io/v1"
        entry.command = folder.path("plugin")
        entry.env = [.init(name: "PLACE", value: "there")]
        entry.provideClusterInfo = true
        var cluster = try KubernetesCluster(server: "https://a.example:6443")
        cluster.trust.authorities = Array("ca".utf8)
        var plugin = try CredentialPlugin(entry, folder: folder.path(""), cluster, .all)
        plugin.seconds = seconds
        return plugin
    }

    private let answer = """
        echo x >> "$(dirname "$0")/runs"
        echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t-'$PLACE'"EXPIRES}}'

        """

    private func keeper(_ origin: KubernetesCluster.TokenOrigin) -> TokenKeeper {
        var credentials = KubernetesCluster.Credentials()
        credentials.token = origin
        return TokenKeeper(credentials)
    }

    @Test func aCommandLearnsOfTheClusterAndGivesAToken() async throws {
        let folder = try TemporaryFolder()
        let script =
            "printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$(dirname \"$0\")/info\"\n"
            + answer.replacing("EXPIRES", with: "")
        let token = try #require(try await plugin(script, folder).run().token)
        #expect(token.withExposedValue { $0 } == "t-there")
        let info = try JSONNode(bytes: Array(Data(contentsOf: URL(filePath: folder.path("info")))))
        #expect(info["kind"]?.text == "ExecCredential")
        #expect(info["spec"]?["interactive"] == false)
        #expect(info["spec"]?["cluster"]?["server"]?.text == "https://a.example:6443")
        #expect(info["spec"]?["cluster"]?["certificate-authority-data"]?.text == "Y2E=")
    }

    @Test func aCommandRunsAgainOnlyOnceItsTokenHasExpired() async throws {
        for (expires, runs) in [("2099-01-01T00:00:00Z", 1), ("2001-01-01T00:00:00Z", 3)] {
            let folder = try TemporaryFolder()
            let script = answer.replacing("EXPIRES", with: ",\"expirationTimestamp\":\"\(expires)\"")
            let keeper = keeper(.plugin(try plugin(script, folder)))
            for _ in 0..<3 { #expect(try await keeper.authorization() == "Bearer t-there") }
            let text = try String(contentsOfFile: folder.path("runs"), encoding: .utf8)
            #expect(text == String(repeating: "x\n", count: runs))
        }
    }

    /// The header of each who asks at the same time; `nil` for one who gets an error.
    private func headers(_ keeper: TokenKeeper, count: Int) async -> [String?] {
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<count { group.addTask { try? await keeper.authorization() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(.timeLimit(.minutes(1))) func thoseWhoAskAtTheSameTimeHaveTheCommandRunOnce() async throws {
        let folder = try TemporaryFolder()
        let script = "sleep 1\n" + answer.replacing("EXPIRES", with: "")
        let keeper = keeper(.plugin(try plugin(script, folder)))
        #expect(await headers(keeper, count: 8) == Array(repeating: "Bearer t-there", count: 8))
        #expect(try String(contentsOfFile: folder.path("runs"), encoding: .utf8) == "x\n")
    }

    @Test(.timeLimit(.minutes(1))) func whatACommandFailsWithIsForAllWhoAskedAndForNobodyLater() async throws {
        let folder = try TemporaryFolder()
        let script = """
            sleep 1
            [ -f "$(dirname "$0")/fine" ] || exit 3

            """
        let keeper = keeper(.plugin(try plugin(script + answer.replacing("EXPIRES", with: ""), folder)))
        #expect(await headers(keeper, count: 4) == Array(repeating: nil, count: 4))
        try folder.write("fine", "")
        #expect(try await keeper.authorization() == "Bearer t-there")
    }

    /// Two requests went out with one token, and the refusal of the second arrives when there is a new one already.
    @Test func aRefusalCostsOnlyTheTokenThatWasRefused() async throws {
        let folder = try TemporaryFolder()
        let script = """
            echo x >> "$(dirname "$0")/runs"
            N=$(wc -l < "$(dirname "$0")/runs")
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t-'$((N))'"}}'

            """
        let keeper = keeper(.plugin(try plugin(script, folder)))
        #expect(try await keeper.authorization() == "Bearer t-1")
        #expect(await keeper.refuse("Bearer t-1"))
        #expect(try await keeper.authorization() == "Bearer t-2")
        #expect(await keeper.refuse("Bearer t-1"))
        #expect(try await keeper.authorization() == "Bearer t-2")
        #expect(await keeper.refuse("Bearer t-2"))
        #expect(try await keeper.authorization() == "Bearer t-3")
    }

    @Test func aCommandThatFailsIsQuoted() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: KubernetesError.self) {
            try await plugin("echo 'session has expired' >&2; exit 3", folder).run()
        }
        #expect(error?.code == .unauthorized)
        #expect(error?.message.contains("ended with 3: session has expired") == true, "\(error?.message ?? "")")
        let rubbish = await #expect(throws: KubernetesError.self) { try await plugin("echo hello", folder).run() }
        #expect(rubbish?.message.contains("ExecCredential") == true)
        let other = answer.replacing("/v1\"", with: "/v1alpha1\"").replacing("EXPIRES", with: "")
        await #expect(throws: KubernetesError.self) { try await plugin(other, folder).run() }
    }

    @Test(.timeLimit(.minutes(1))) func aCommandThatHangsIsEnded() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: KubernetesError.self) {
            try await plugin("exec sleep 600", folder, seconds: 0.5).run()
        }
        #expect(error?.message.contains("did not end within") == true)
    }

    @Test func aTokenFileIsReadAgainAfterARefusal() async throws {
        let folder = try TemporaryFolder()
        try folder.write("token", "one\n")
        let keeper = keeper(.file(folder.path("token")))
        #expect(try await keeper.authorization() == "Bearer one")
        try folder.write("token", "two")
        // Not with every request.
        #expect(try await keeper.authorization() == "Bearer one")
        #expect(await keeper.refuse("Bearer one"))
        #expect(try await keeper.authorization() == "Bearer two")
        try FileManager.default.removeItem(atPath: folder.path("token"))
        #expect(await keeper.refuse("Bearer two"))
        await #expect(throws: KubernetesError.self) { try await keeper.authorization() }
    }

    @Test func aTokenThatIsFixedIsNotAskedForAgain() async throws {
        let keeper = keeper(.token(Secret("abc")))
        #expect(try await keeper.authorization() == "Bearer abc")
        #expect(await keeper.refuse("Bearer abc") == false)
        #expect(try await self.keeper(.password(user: "u", Secret("p"))).authorization() == "Basic dTpw")
        #expect(try await self.keeper(.none).authorization() == nil)
        #expect(self.keeper(.none).isAnonymous)
    }
}
