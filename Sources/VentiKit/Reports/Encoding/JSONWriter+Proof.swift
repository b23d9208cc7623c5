//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONWriter {
    mutating func proof(_ proof: Proof) throws(ScanError) {
        beginObject()
        key("assertions")
        beginArray()
        for assertion in proof.assertions {
            element()
            try self.assertion(assertion)
        }
        endArray()
        if !proof.freshValues.isEmpty {
            key("freshValues")
            array(of: proof.freshValues) { writer, value in
                writer.beginObject()
                writer.member("kind", value.kind.rawValue)
                writer.member("maximumLength", value.maximumLength)
                writer.member("name", value.name)
                writer.endObject()
            }
        }
        key("steps")
        array(of: proof.steps) { $0.step($1) }
        endObject()
    }

    private mutating func step(_ step: ProofStep) {
        beginObject()
        if !step.captures.isEmpty {
            key("captures")
            array(of: step.captures) { $0.capture($1) }
        }
        member("identity", step.identity)
        if step.isParallel { member("isParallel", true) }
        member("label", step.label)
        member("repetitions", step.repetitions)
        key("request")
        request(step.request)
        if let response = step.response {
            key("response")
            self.response(response)
        }
        member("role", step.role?.rawValue)
        if let mutation = step.tokenMutation {
            key("tokenMutation")
            self.mutation(mutation)
        }
        endObject()
    }

    private mutating func request(_ request: RecordedRequest) {
        beginObject()
        member("body", request.body)
        member("bodyBase64", request.bodyBase64)
        headers(request.headers)
        member("method", request.method)
        member("target", request.target)
        endObject()
    }

    private mutating func response(_ response: RecordedResponse) {
        beginObject()
        member("bodyBytes", response.bodyBytes)
        member("bodyExcerpt", response.bodyExcerpt)
        headers(response.headers)
        member("status", response.status)
        endObject()
    }

    private mutating func headers(_ headers: [RecordedHeader]) {
        key("headers")
        array(of: headers) { writer, header in
            writer.beginObject()
            writer.member("name", header.name)
            writer.member("value", header.value)
            writer.endObject()
        }
    }
}
