//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONWriter {
    mutating func assertion(_ assertion: ProofAssertion) throws(ScanError) {
        let fields = AssertionFields(assertion)
        beginObject()
        member("assert", fields.tag)
        member("atLeast", fields.atLeast)
        member("attribute", fields.attribute)
        if let amount = fields.by {
            key("by")
            try number(amount)
        }
        member("byMilliseconds", fields.byMilliseconds)
        if let mask = fields.ignoring {
            key("ignoring")
            beginObject()
            member("comparesShapeOnly", mask.comparesShapeOnly)
            member("echoedTexts", mask.echoedTexts)
            member("volatilePointers", mask.volatilePointers)
            endObject()
        }
        if let codes = fields.isIn {
            key("isIn")
            array(of: codes) { $0.integer($1) }
        }
        member("name", fields.name)
        member("other", fields.other)
        member("pointer", fields.pointer)
        member("property", fields.property)
        member("signature", fields.signature)
        member("step", fields.step)
        member("text", fields.text)
        member("value", fields.value)
        endObject()
    }
}

/// The members of an assertion on the wire.
private struct AssertionFields {
    var tag = ""
    var step = ""
    var atLeast: Int?
    var attribute: String?
    var by: Double?
    var byMilliseconds: Int?
    var ignoring: ResponseMask?
    var isIn: [Int]?
    var name: String?
    var other: String?
    var pointer: String?
    var property: String?
    var signature: String?
    var text: String?
    var value: String?

    init(_ assertion: ProofAssertion) {
        switch assertion {
        case .status(let step, let codes): set("status", step, isIn: codes)
        case .statusNot(let step, let codes): set("statusNot", step, isIn: codes)
        case .bodyContains(let step, let text): set("bodyContains", step, text: text)
        case .bodyLacks(let step, let text): set("bodyLacks", step, text: text)
        case .bodyMatches(let step, let signature): set("bodyMatches", step, signature: signature)
        case .bodyMatchesNot(let step, let signature): set("bodyMatchesNot", step, signature: signature)
        case .propertyDisclosed(let step, let property): set("propertyDisclosed", step, property: property)
        case .headerEquals(let step, let name, let value): set("headerEquals", step, name: name, value: value)
        case .headerContains(let step, let name, let text): set("headerContains", step, name: name, text: text)
        case .headerAbsent(let step, let name): set("headerAbsent", step, name: name)
        case .cookieLacks(let step, let name, let attribute):
            set("cookieLacks", step, name: name, attribute: attribute)
        case .equivalent(let step, let other, let mask): set("equivalent", step, other: other, ignoring: mask)
        case .different(let step, let other, let mask): set("different", step, other: other, ignoring: mask)
        case .memberEquals(let step, let pointer, let value):
            set("memberEquals", step, pointer: pointer, value: value)
        case .memberDiffers(let step, let pointer, let value):
            set("memberDiffers", step, pointer: pointer, value: value)
        case .memberBesideEquals(let step, let name, let text, let value):
            set("memberBesideEquals", step, name: name, text: text, value: value)
        case .memberBesideDiffers(let step, let name, let text, let value):
            set("memberBesideDiffers", step, name: name, text: text, value: value)
        case .memberGrew(let step, let pointer, let other, let amount):
            set("memberGrew", step, other: other, pointer: pointer, by: amount)
        case .memberFell(let step, let pointer, let other, let amount):
            set("memberFell", step, other: other, pointer: pointer, by: amount)
        case .countAlike(let step, let other, let count): set("countAlike", step, other: other, atLeast: count)
        case .tokenShows(let step, let observation): set("tokenShows", step, text: observation)
        case .slower(let step, let other, let milliseconds):
            set("slower", step, other: other, byMilliseconds: milliseconds)
        }
    }

    private mutating func set(
        _ tag: String,
        _ step: String,
        other: String? = nil,
        name: String? = nil,
        text: String? = nil,
        pointer: String? = nil,
        value: String? = nil,
        signature: String? = nil,
        property: String? = nil,
        attribute: String? = nil,
        isIn: [Int]? = nil,
        ignoring: ResponseMask? = nil,
        by: Double? = nil,
        atLeast: Int? = nil,
        byMilliseconds: Int? = nil
    ) {
        self.tag = tag
        self.step = step
        self.other = other
        self.name = name
        self.text = text
        self.pointer = pointer
        self.value = value
        self.signature = signature
        self.property = property
        self.attribute = attribute
        self.isIn = isIn
        self.ignoring = ignoring
        self.by = by
        self.atLeast = atLeast
        self.byMilliseconds = byMilliseconds
    }
}
