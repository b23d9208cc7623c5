//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DockerEndpoint {
    /// The engine that the `docker` command would use: `DOCKER_HOST`, the current context, the usual sockets.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidConfiguration`` if what is set cannot be used, with code
    ///   ``DockerError/Code/unreachable``, naming the places, if there is no socket in any.
    public static func discover() throws -> DockerEndpoint {
        try discover(environment: ProcessInfo.processInfo.environment) { FileManager.default.fileExists(atPath: $0) }
    }

    static func discover(
        environment: [String: String],
        exists: (String) -> Bool
    ) throws -> DockerEndpoint {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let home = variable("HOME") ?? "/root"
        let configuration = variable("DOCKER_CONFIG") ?? home + "/.docker"
        var endpoint: DockerEndpoint
        if let host = variable("DOCKER_HOST") {
            let verifies = variable("DOCKER_TLS_VERIFY") != nil
            endpoint = try DockerEndpoint(
                host: host,
                tls: verifies ? DockerTLS(folder: variable("DOCKER_CERT_PATH") ?? configuration) : nil
            )
        } else if let context = try variable("DOCKER_CONTEXT") ?? currentContext(in: configuration),
            context != "default"
        {
            endpoint = try DockerEndpoint(context: context, in: configuration, exists: exists)
        } else {
            let candidates = sockets(home: home, runtime: variable("XDG_RUNTIME_DIR"))
            guard let socket = candidates.first(where: exists) else {
                throw DockerError(
                    .unreachable,
                    "No container engine is found: there is no \(candidates.joined(separator: ", no ")). Start Docker, or "
                        + "set DOCKER_HOST."
                )
            }
            endpoint = .unixSocket(socket)
        }
        endpoint.apiVersion = variable("DOCKER_API_VERSION")
        return endpoint
    }

    /// The sockets of Docker, of Docker and Podman without root, of Docker Desktop and of Podman.
    static func sockets(home: String, runtime: String?) -> [String] {
        ["/var/run/docker.sock"]
            + (runtime.map { ["\($0)/docker.sock"] } ?? [])
            + ["\(home)/.docker/run/docker.sock", "\(home)/.docker/desktop/docker.sock"]
            + (runtime.map { ["\($0)/podman/podman.sock"] } ?? [])
            + ["/run/podman/podman.sock"]
    }

    private struct ConfigurationFile: Decodable { var currentContext: String? }

    private static func currentContext(in folder: String) throws -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: folder + "/config.json")) else { return nil }
        // Other tools keep other things there; what cannot be read names no context.
        return (try? JSONDecoder().decode(ConfigurationFile.self, from: data))?.currentContext.flatMap {
            $0.isEmpty ? nil : $0
        }
    }

    private struct ContextFile: Decodable {
        struct Endpoint: Decodable {
            var host: String?
            var skipsVerification: Bool?

            enum CodingKeys: String, CodingKey {
                case host = "Host"
                case skipsVerification = "SkipTLSVerify"
            }
        }

        var endpoints: [String: Endpoint]

        enum CodingKeys: String, CodingKey { case endpoints = "Endpoints" }
    }

    /// The engine of a context that `docker context create` made.
    private init(context name: String, in folder: String, exists: (String) -> Bool) throws {
        let id = SHA256.hash(data: Array(name.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let path = "\(folder)/contexts/meta/\(id)/meta.json"
        guard let data = try? Data(contentsOf: URL(filePath: path)),
            let file = try? JSONDecoder().decode(ContextFile.self, from: data),
            let endpoint = file.endpoints["docker"], let host = endpoint.host
        else {
            throw DockerError(
                .invalidConfiguration,
                "The Docker context \"\(name.prefix(100))\" cannot be read; `docker context ls` lists those that there are."
            )
        }
        let keys = "\(folder)/contexts/tls/\(id)/docker"
        var tls: DockerTLS?
        if exists(keys + "/ca.pem") || exists(keys + "/cert.pem") {
            var found = DockerTLS()
            if exists(keys + "/ca.pem") { found.authorityFile = keys + "/ca.pem" }
            if exists(keys + "/cert.pem") {
                found.certificateFile = keys + "/cert.pem"
                found.keyFile = keys + "/key.pem"
            }
            found.verifiesEngine = endpoint.skipsVerification != true
            tls = found
        }
        try self.init(host: host, tls: tls)
    }
}
