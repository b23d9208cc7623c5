//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanRequest {
    /// The request as the files that a program in another place reads: `request.json`, `secrets.json` where there are
    /// secrets, and the files that a document in several parts is made of.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if the document is an ``APIDescription``, with
    ///   code ``ScanError/Code/invalidDocument`` if it cannot be read.
    public func workloadFiles() throws -> [WorkloadFile] {
        try requireSecrets()
        var request = self
        var files: [WorkloadFile] = []
        switch document {
        case .description:
            throw ScanError(
                .invalidArgument,
                "A description that only this process has cannot be sent elsewhere; give the document as a file or bytes."
            )
        case .file(let path):
            let (source, parts) = try Self.shipped(path)
            request.document = source
            files += parts
        case .bytes, .url: break
        }
        files.append(WorkloadFile("request.json", contents: try JSONCoding.encode(request)))
        if !secrets.isEmpty {
            let values = secrets.mapValues { $0.withExposedValue { $0 } }
            files.append(WorkloadFile("secrets.json", contents: try JSONCoding.encode(values), isSecret: true))
        }
        return files
    }

    /// The request that these files hold, with its secrets in place.
    ///
    /// - Parameters:
    ///   - bytes: The contents of `request.json`.
    ///   - secrets: The contents of `secrets.json`, or `nil` where there is none.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if one cannot be read, with code
    ///   ``ScanError/Code/invalidArgument`` if a secret is missing.
    public init(workloadRequest bytes: [UInt8], secrets: [UInt8]?) throws {
        let request = try JSONCoding.decode(ScanRequest.self, from: bytes, subject: "The request")
        let values = try secrets.map {
            // What cannot be read here may be half a secret, so the reason is left out.
            guard let values = try? JSONCoding.decode([String: String].self, from: $0, subject: "") else {
                throw ScanError(.invalidEncoding, "The secrets are not a JSON object of names and texts.")
            }
            return values
        }
        self = try request.resolvingSecrets((values ?? [:]).mapValues { Secret($0) })
    }

    /// A document in one file goes as its bytes, under the name that the user gave it; one in several as its files.
    private static func shipped(_ path: String) throws -> (DocumentSource, [WorkloadFile]) {
        do {
            let parts = try OpenAPIReader().files(of: path)
            guard parts.count > 1 else { return (.bytes(parts.first?.contents ?? [], name: path), []) }
            let name = path.drop { $0 == "/" }.split(separator: "/").filter { $0 != "." && $0 != ".." }
            let folder = name.dropLast().map { $0 + "/" }.joined()
            let files = parts.map { WorkloadFile(folder + $0.path, contents: $0.contents) }
            return (.file(name.joined(separator: "/")), files.filter { WorkloadFile.isPlain($0.path) })
        } catch let error as OpenAPIReaderError {
            throw ScanError(.invalidDocument, error.description, cause: error)
        }
    }
}
