//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import Testing
import VentiKit
import VentiService

@testable import venti_server

/// What options and variables say of scanners, and how what is wrong is named.
@Suite struct ScannerSettingsTests {
    private func settings(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> ScannerSettings {
        try ScannerOptions.parse(arguments).settings(environment)
    }

    private func problem(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
        do {
            _ = try settings(arguments, environment)
            return "nothing"
        } catch let error as SettingError {
            return error.description
        }
    }

    private func choices(_ settings: ScannerSettings) throws -> [String] {
        try settings.catalog(Elsewhere(name: settings.place.rawValue)).entries.map { "\($0.id) in \($0.executor.name)" }
    }

    @Test func withoutSettingsVentiKitScansInProcess() throws {
        #expect(try choices(settings()) == ["native in in-process"])
        #expect(try choices(settings([], ["VENTI_SCANNERS": "", "VENTI_EXECUTOR": ""])) == ["native in in-process"])
    }

    @Test func variablesSayTheSameAsOptions() throws {
        let asked = try settings(
            [],
            [
                "VENTI_EXECUTOR": "docker", "VENTI_SCANNERS": "native, zap,a=example.com/a:2",
                "VENTI_ZAP_IMAGE": "zaproxy/zap:1", "VENTI_LIMITS": "zap.memory=4g,a.cpus=0.5",
            ]
        )
        let options = try settings([
            "--executor", "docker", "--scanner", "native", "--scanner", "zap", "--scanner", "a=example.com/a:2",
            "--zap-image", "zaproxy/zap:1", "--limit", "zap.memory=4g", "--limit", "a.cpus=0.5",
        ])
        for settings in [asked, options] {
            #expect(settings.place == .docker)
            #expect(settings.kinds == [.native, .zap, .custom(id: "a", image: "example.com/a:2")])
            #expect(settings.limits.of(.zap)?.memoryBytes == 4 << 30)
            #expect(settings.limits.of(.zap)?.processes == 512)
            #expect(settings.limits.of(.custom(id: "a", image: "example.com/a:2"))?.processors == 0.5)
            #expect(settings.limits.of(.native) == nil)
            #expect(
                try choices(settings) == [
                    "native in docker", "zap in docker", "a in docker", "native+zap in in-process",
                ]
            )
        }
    }

    @Test func anOptionStandsAboveAVariable() throws {
        let chosen = try settings(["--executor", "in-process"], ["VENTI_EXECUTOR": "kubernetes"])
        #expect(chosen.place == .inProcess)
    }

    @Test func aRunningZAPScansBesideContainers() throws {
        let chosen = try settings(
            ["--executor", "docker", "--scanner", "zap", "--zap-url", "http://127.0.0.1:8090/"]
        )
        #expect(try choices(chosen) == ["zap in in-process"])
        #expect(try chosen.catalog(Elsewhere(name: "docker")).entries.allSatisfy(\.looksUpNames))
    }

    @Test(arguments: [
        (["--executor", "dockr"], "--executor: there is no dockr; give one of in-process, docker, kubernetes"),
        (["--scanner", "nikto"], "--scanner: there is no scanner nikto; give native, zap or NAME=IMAGE"),
        (["--scanner", "native", "--scanner", "native"], "--scanner: there are two scanners native; leave one out"),
        (["--scanner", "a=b:1"], "--scanner: a is an image and needs a place for containers; set --executor to"),
        (["--scanner", "A=b:1"], "--scanner: A cannot be the name of a scanner"),
        (["--executor", "docker", "--scanner", "a=-rm"], "--scanner: \"-rm\" is no name of an image"),
        (["--limit", "native.memory=1g"], "--limit: limits are for containers; set --executor to"),
        (["--executor", "docker", "--limit", "zap.memory=1g"], "--limit: zap.memory=1g: there is no scanner zap"),
        (["--executor", "docker", "--limit", "native.memory=1t"], "--limit: native.memory=1t: give a size as 512m"),
        (["--executor", "docker", "--limit", "native.memory=1k"], "--limit: native.memory=1k: from 16m to 4096g"),
        (["--executor", "docker", "--limit", "native.disk=1g"], "--limit: native.disk=1g: there is no limit disk"),
        (["--executor", "docker", "--limit", "native"], "--limit: native: give it as NAME.memory=2g"),
        (["--scanner", "zap"], "--scanner: zap: give --zap-url, the address of a running ZAP's API, or --zap-image"),
        (["--zap-url", "http://127.0.0.1:1"], "--zap-url: it is for ZAP; add zap to --scanner"),
        (["--scanner", "zap", "--zap-url", "zap"], "--zap-url: zap is no address of an API; give one as http://"),
        (["--scanner", "zap", "--zap-image", "zap:1"], "--zap-image: an image needs a place for containers"),
        (
            ["--scanner", "zap", "--zap-url", "http://127.0.0.1:1", "--zap-image", "zap:1"],
            "--zap-image: --zap-url names a running ZAP already; leave one out"
        ),
        (
            ["--scanner", "zap", "--zap-url", "http://127.0.0.1:1", "--zap-key-file", "/nowhere/key"],
            "--zap-key-file: /nowhere/key cannot be read"
        ),
        (["--network", "bridge"], "--network: it is for scans in containers; set --executor to docker"),
        (["--namespace", "scans"], "--namespace: it is for scans on a cluster; set --executor to kubernetes"),
        (["--scanner-image", "venti:1"], "--scanner-image: an image is for containers; set --executor to docker"),
        (
            ["--executor", "docker", "--scanner", "a=b:1", "--scanner-image", "venti:1"],
            "--scanner-image: it is for VentiKit's own scanner; add native to --scanner, or leave it out"
        ),
        (
            [
                "--executor", "docker", "--scanner", "native", "--scanner", "zap", "--zap-url", "http://127.0.0.1:1",
                "--limit", "native.cpus=1", "--limit", "zap.memory=4g",
            ],
            "--limit: zap: the ZAP of --zap-url runs already, and no limit reaches it; leave it out"
        ),
        (
            ["--executor", "docker", "--scanner", "zap", "--zap-url", "http://127.0.0.1:1", "--network", "scans"],
            "--network: no scanner runs in a container: the ZAP of --zap-url runs already; leave it out"
        ),
        (
            ["--executor", "kubernetes", "--scanner", "zap", "--zap-url", "http://127.0.0.1:1", "--kube-queue", "q"],
            "--kube-queue: no scanner runs in a container: the ZAP of --zap-url runs already; leave it out"
        ),
    ])
    func whatIsWrongIsOneLineWithTheSettingAndTheMend(_ arguments: [String], _ line: String) throws {
        let problem = try problem(arguments)
        #expect(problem.hasPrefix(line))
        #expect(!problem.contains("\n"))
    }

    @Test func aVariableIsNamedWhereItIsWrong() throws {
        #expect(try problem([], ["VENTI_EXECUTOR": "lxc"]).hasPrefix("VENTI_EXECUTOR: there is no lxc"))
        #expect(try problem([], ["VENTI_SCANNERS": "a=b"]).hasPrefix("VENTI_SCANNERS: a is an image"))
    }

    @Test func theKeyOfZAPComesFromAFile() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "zap-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("s3cret\n".utf8).write(to: file)
        let arguments = ["--scanner", "zap", "--zap-url", "http://127.0.0.1:1", "--zap-key-file", file.path]
        #expect(try settings(arguments).zap.key()?.withExposedValue { $0 } == "s3cret")
        try Data("\n".utf8).write(to: file)
        #expect(try problem(arguments).hasSuffix("is empty; write the key of ZAP's API into it"))
    }
}
