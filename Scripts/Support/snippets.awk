# The body of Scripts/check-snippets: writes each ```swift block of the pages given into a file of its own below the
# folder `work`, and prints the blocks that are not compiled, with the reason.

function finish(    file, number, wraps) {
    folder = FILENAME
    gsub(/[^A-Za-z0-9]/, "-", folder)
    folder = work "/" folder
    if (!(folder in made)) { system("mkdir -p '" folder "'"); made[folder] = 1 }
    if (skip != "") {
        print FILENAME ":" start ": " skip
        return
    }
    if (lines[1] ~ /^\/\/ swift-tools-version/) {
        file = sprintf("%s/manifest-%04d.swift", folder, start)
        for (number = 1; number <= count; number++) print lines[number] > file
        close(file)
        return
    }
    # Statements or declarations: the first line that is no comment, import or attribute of its own decides.
    wraps = 1
    for (number = 1; number <= count; number++) {
        if (lines[number] ~ /^(\/\/|import |#if canImport|$)/) continue
        if (lines[number] ~ /^(@main|@Suite|@Test|public |private |struct |enum |extension |final |actor |class |protocol |func )/)
            wraps = 0
        break
    }
    file = sprintf("%s/block-%04d.swift", folder, start)
    print "import VentiKit" > file
    for (number = 1; number <= count; number++)
        if (lines[number] ~ /^import / && lines[number] != "import VentiKit") print lines[number] > file
    if (wraps)
        print "func snippet" start "(request: inout ScanRequest, policy: inout ScanPolicy) async throws {" > file
    print "#sourceLocation(file: \"" FILENAME "\", line: " start + 1 ")" > file
    for (number = 1; number <= count; number++) print(lines[number] ~ /^(import |@main)/ ? "" : lines[number]) > file
    print "#sourceLocation()" > file
    if (wraps) print "}" > file
    close(file)
}

/^ *<!-- snippet: not compiled: .* -->$/ {
    reason = $0
    sub(/^ *<!-- snippet: not compiled: /, "", reason)
    sub(/ -->$/, "", reason)
    reasonLine = FNR
    next
}
/^```swift *$/ {
    inside = 1
    start = FNR
    count = 0
    skip = (reason != "" && reasonLine >= FNR - 2) ? reason : ""
    reason = ""
    next
}
/^```/ && inside {
    inside = 0
    finish()
    next
}
inside { lines[++count] = $0 }
