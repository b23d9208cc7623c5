//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One line of a stack trace, recognised by the form that a language gives it.
struct StackFrame: Hashable {
    var language: String
    /// Whether the line names a file and a line in it. A trace needs at least one such frame.
    var hasLocation: Bool

    private static let javaSources: [SourcePlaces.Ending] = [.java, .kotlin, .scala, .groovy, .clojure]
    private static let rubySources: [SourcePlaces.Ending] = [.ruby, .embeddedRuby, .rackUp, .rake]
    private static let scripts: [SourcePlaces.Ending] = [
        .javaScript, .typeScript, .moduleScript, .commonScript, .scriptMarkup, .typedMarkup,
    ]

    /// Texts one of which is in every frame that names a file and a line in it, or that counts as if it did.
    ///
    /// The slash of `internal/` may be written as an escape.
    static var anchors: [Anchor] {
        let files = (javaSources + rubySources + [.rust, .swift, .go]).map { ".\($0.rawValue):" }
        let numbered = (files + [".php(", ":line ", ", line "]).map { Anchor($0, endsInDigit: true) }
        let modules = ["node:", "internal/", "internal\\"]
        let others = scripts.map { ".\($0.rawValue):" } + modules + ["at System.", "at Microsoft.", " $s"]
        return numbered + others.map { Anchor($0) }
    }

    private init(_ language: String, hasLocation: Bool = true) {
        self.language = language
        self.hasLocation = hasLocation
    }

    /// Recognises a frame or the header of a trace.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - language: The language of the frames before, which settles what several languages write alike.
    init?(_ line: TraceLine, continuing language: String?) {
        let places = SourcePlaces(line.text)
        let frame: StackFrame? =
            switch line.text.first {
            case UInt8(ascii: "a")? where line.hasPrefix("at "): Self.at(line, places, continuing: language)
            case UInt8(ascii: "F")?, UInt8(ascii: "T")?: Self.python(line)
            case UInt8(ascii: "#")?: Self.php(line) ?? Self.swift(line, places)
            case UInt8(ascii: "S")? where line.hasPrefix("Stack trace:") && line.text.count == 12:
                StackFrame("PHP", hasLocation: false)
            case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): Self.swift(line, places) ?? Self.ruby(line, places)
            default: nil
            }
        guard let found = frame ?? Self.go(line, places) ?? Self.ruby(line, places) else { return nil }
        self = found
    }

    /// `at …` is the frame of .NET, Java, Node, Rust and Swift.
    private static func at(
        _ line: TraceLine,
        _ places: SourcePlaces,
        continuing language: String?
    ) -> StackFrame? {
        if let file = line.end(of: " in "), let number = line.end(of: ":line ", from: file) {
            return line.endOfDigits(from: number) == line.text.endIndex ? StackFrame(".NET") : nil
        }
        for (ending, name) in [(.rust, "Rust"), (.swift, "Swift")] as [(SourcePlaces.Ending, String)] {
            if let end = places.endOfNumber(ending), end == line.text.endIndex || line.continues(at: end, with: ":") {
                return StackFrame(name)
            }
        }
        if let frame = java(line, places) { return frame }
        if let frame = node(line, places) { return frame }
        // The rest is a bare method with its parameters: Java would have named a source.
        guard let open = line.end(of: "("), line.text.last == UInt8(ascii: ")") else { return nil }
        let name = line.text[(line.text.startIndex + 3)..<(open - 1)]
        guard name.contains(UInt8(ascii: ".")), !name.contains(0x20) else { return nil }
        let isOfTheFramework = line.hasPrefix("at System.") || line.hasPrefix("at Microsoft.")
        return isOfTheFramework || language == ".NET" ? StackFrame(".NET", hasLocation: isOfTheFramework) : nil
    }

    /// `at com.example.Shop.order(Shop.java:12) ~[shop.jar:1.0]`
    private static func java(_ line: TraceLine, _ places: SourcePlaces) -> StackFrame? {
        guard let open = line.end(of: "(") else { return nil }
        let name = line.text[(line.text.startIndex + 3)..<(open - 1)]
        guard name.contains(UInt8(ascii: ".")), !name.contains(0x20) else { return nil }
        for source in ["Native Method)", "Unknown Source)"] as [StaticString]
        where line.continues(at: open, with: source) {
            return StackFrame("Java", hasLocation: false)
        }
        for ending in javaSources {
            guard let colon = places.firstInside(ending) else { continue }
            guard let end = line.endOfDigits(from: colon), line.continues(at: end, with: ")") else { return nil }
            return StackFrame("Java")
        }
        return nil
    }

    /// `at order (/app/shop.js:12:5)`, `at node:internal/process/task_queues:95:5`
    private static func node(_ line: TraceLine, _ places: SourcePlaces) -> StackFrame? {
        for source in ["(<anonymous>)", "(native)", "(index 0)"] as [StaticString] where line.contains(source) {
            return StackFrame("Node", hasLocation: false)
        }
        let isModule = line.contains("node:") || line.contains("internal/")
        guard isModule || scripts.contains(where: places.has) else { return nil }
        var digits = 0
        var colons = 0
        var rest = line.text
        if rest.last == UInt8(ascii: ")") { rest.removeLast() }
        while let byte = rest.last, colons < 2 {
            if byte.isASCIIDigit {
                digits += 1
            } else if byte == UInt8(ascii: ":"), digits > 0 {
                colons += 1
                digits = 0
            } else {
                return nil
            }
            rest.removeLast()
        }
        return colons == 2 ? StackFrame("Node") : nil
    }

    /// `File "/app/shop.py", line 12, in order`
    private static func python(_ line: TraceLine) -> StackFrame? {
        if line.hasPrefix("Traceback (most recent call last)") { return StackFrame("Python", hasLocation: false) }
        guard line.hasPrefix("File \""), let number = line.end(of: "\", line ") else { return nil }
        guard let end = line.endOfDigits(from: number) else { return nil }
        return end == line.text.endIndex || line.continues(at: end, with: ", in ") ? StackFrame("Python") : nil
    }

    /// `/app/shop.go:12 +0x1d`, below the name of the function
    private static func go(_ line: TraceLine, _ places: SourcePlaces) -> StackFrame? {
        if line.hasPrefix("goroutine "), line.contains(" ["), line.hasSuffix("]:") {
            return StackFrame("Go", hasLocation: false)
        }
        guard line.text.contains(UInt8(ascii: "/")), let end = places.endOfNumber(.go) else { return nil }
        if line.continues(at: end, with: " +0x") || line.continues(at: end, with: " (0x") { return StackFrame("Go") }
        return end == line.text.endIndex && line.isIndented ? StackFrame("Go", hasLocation: false) : nil
    }

    /// `#0 /app/shop.php(12): order()`
    private static func php(_ line: TraceLine) -> StackFrame? {
        guard let end = line.endOfDigits(from: line.text.startIndex + 1), line.continues(at: end, with: " ") else {
            return nil
        }
        if line.continues(at: end, with: " {main}") || line.continues(at: end, with: " [internal function]: ") {
            return StackFrame("PHP", hasLocation: false)
        }
        guard let open = line.end(of: ".php("), let digits = line.endOfDigits(from: open) else { return nil }
        return line.continues(at: digits, with: "): ") ? StackFrame("PHP") : nil
    }

    /// ``app/shop.rb:12:in `order'``
    private static func ruby(_ line: TraceLine, _ places: SourcePlaces) -> StackFrame? {
        for ending in rubySources {
            guard let end = places.endOfNumber(ending) else { continue }
            return line.continues(at: end, with: ":in `") || line.continues(at: end, with: ":in '")
                ? StackFrame("Ruby") : nil
        }
        return nil
    }

    /// `0 [ra] 0x0000aaaaddee1234 order() + 12 in shop at /app/Shop.swift:12:5`
    private static func swift(_ line: TraceLine, _ places: SourcePlaces) -> StackFrame? {
        let start = line.text.startIndex + (line.hasPrefix("#") ? 1 : 0)
        guard let end = line.endOfDigits(from: start), end < line.text.endIndex else { return nil }
        guard line.text[end] == 0x20 || line.text[end] == 0x09, line.contains(" 0x") || line.contains("\t0x") else {
            return nil
        }
        return places.endOfNumber(.swift) != nil || line.contains(" $s") ? StackFrame("Swift") : nil
    }
}

extension TraceLine {
    func hasSuffix(_ suffix: StaticString) -> Bool {
        let count = suffix.utf8CodeUnitCount
        return text.count >= count && continues(at: text.endIndex - count, with: suffix)
    }
}
