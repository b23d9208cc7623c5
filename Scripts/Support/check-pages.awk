# The body of Scripts/generate-check-pages. Reads what JSONEncoder writes with sorted keys and pretty-printed: one
# member or element on a line.

function unescape(text) {
    gsub(/\\n/, "\n", text)
    gsub(/\\"/, "\"", text)
    gsub(/\\\\/, "\\", text)
    return text
}

# The text of the string that ends the line.
function value(line) {
    sub(/^[^:]*" : "/, "", line)
    sub(/^ *"/, "", line)
    sub(/",?$/, "", line)
    return unescape(line)
}

# The text without characters that Markdown or DocC would interpret.
function plain(text) {
    gsub(/</, "\\&lt;", text)
    gsub(/\*/, "\\*", text)
    return text
}

function write_page(    short, name, file, facts) {
    short = member["id"]
    sub(/^venti\./, "", short)
    name = short
    gsub(/\./, "-", name)
    file = folder "/" name ".md"
    facts = "`" short "`: severity " member["severity"]
    if (member["category"] != "") facts = facts ", OWASP " member["category"]
    if (weaknesses != "") facts = facts ", " weaknesses
    facts = facts ". Runs under the profile `" member["profile"] "` and those above it."
    print "# " plain(member["title"]) > file
    print "" > file
    print facts > file
    print "" > file
    print "## Overview" > file
    if (member["explanation"] != "") print "\n" plain(member["explanation"]) > file
    if (member["remediation"] != "") print "\n### What to do\n\n" plain(member["remediation"]) > file
    print "\n### Run it alone\n\n```sh\nventi scan openapi.yaml --url http://127.0.0.1:8080 --checks " short "\n```" > file
    close(file)
    family = short
    sub(/\..*$/, "", family)
    if (!(family in listed)) families[++familyCount] = family
    listed[family] = listed[family] "- <doc:" name ">\n"
    count++
}

/^  \{/ { delete member; weaknesses = ""; next }
/^  \}/ { write_page(); next }
/^    "weaknesses" : \[/ { inWeaknesses = 1; next }
/^    \]/ { inWeaknesses = 0; next }
inWeaknesses && /"/ {
    number = value($0)
    weaknesses = weaknesses (weaknesses == "" ? "" : ", ") number
    next
}
/^    "[A-Za-z]+" : "/ {
    key = $1
    gsub(/"/, "", key)
    member[key] = value($0)
}

END {
    if (count == 0) {
        print "generate-check-pages: no check found" > "/dev/stderr"
        exit 1
    }
    file = folder "/Checks.md"
    print "# Checks" > file
    print "" > file
    print "What the checks that come with VentiKit look for." > file
    print "" > file
    print "## Overview" > file
    print "" > file
    print "`venti checks` lists them, and `venti explain ID` says what one of them does. A name given to `--checks` or" > file
    print "``ScanPolicy/checks`` is an id, a prefix of ids such as `sqli`, or a family such as `api2`." > file
    print "\n## Topics" > file
    for (number = 1; number <= familyCount; number++)
        printf "\n### %s\n\n%s", families[number], listed[families[number]] > file
}
